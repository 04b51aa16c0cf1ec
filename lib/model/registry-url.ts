/**
 * URLs of charts in a registry: `oci://registry.example.com/charts/linkerd2`.
 */
import { describeUrlFault } from './repository-url';

/** The parts of a registry URL. */
export interface RegistryPath {
  /** With its port: `registry.example.com:5000`. */
  readonly host: string;
  /** `charts/linkerd2`; empty for the registry itself. */
  readonly path: string;
}

const COMPONENT = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
const REPOSITORY = new RegExp(`^${COMPONENT}(?:/${COMPONENT})*$`);
const LONGEST_REPOSITORY = 255;

/** Host names of Docker Hub. */
const DOCKER_HUB = new Set(['docker.io', 'index.docker.io', 'registry-1.docker.io']);

/** Whether a registry accepts `name` for a repository: `charts/linkerd2`. */
export function isRepositoryName(name: string): boolean {
  return name.length <= LONGEST_REPOSITORY && REPOSITORY.test(name);
}

/** Splits a URL that `describeRegistryFault` accepts; throws TypeError for any other text. */
export function splitRegistryUrl(url: string): RegistryPath {
  const { host, pathname } = new URL(url);
  return { host, path: pathname.replace(/^\/+|\/+$/g, '') };
}

/**
 * Why `url` is not that of a repository with one chart, or with `isFolder` of a folder of charts;
 * `undefined` if it is.
 */
export function describeRegistryFault(url: string, isFolder: boolean): string | undefined {
  const fault = describeUrlFault(url);
  if (fault !== undefined) return fault;
  if (!url.startsWith('oci://')) return 'it must begin with oci://';
  const { path } = splitRegistryUrl(url);
  if (path === '' && isFolder) return undefined;
  if (path === '') return 'it names no chart; write it as in oci://registry.example.com/charts/linkerd2';
  if (isRepositoryName(path)) return undefined;
  const rule = 'a registry takes lower-case letters and digits, with ".", "_" or "-" between them, and "/"';
  return path.includes(':') || path.includes('@')
    ? `it contains a tag or a digest, and all tags are read; leave it out`
    : rule;
}

/** `oci://registry.example.com/charts` and `linkerd2`, as in lock files and in Flux. */
export function splitChartUrl(url: string): { readonly repository: string; readonly chart: string } {
  const slash = url.lastIndexOf('/');
  return { repository: url.slice(0, slash), chart: url.slice(slash + 1) };
}

/** Host of the API of `host`; it differs for Docker Hub. */
export function apiHost(host: string): string {
  return DOCKER_HUB.has(host) ? 'registry-1.docker.io' : host;
}

/** Names under which a login for `host` may be stored. */
export function loginHosts(host: string): readonly string[] {
  return DOCKER_HUB.has(host) ? ['index.docker.io', 'docker.io', 'registry-1.docker.io'] : [host];
}

/** Whether requests to the URL do not leave this machine. */
export function isLoopback({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}
