/**
 * Logins of sources in the environment: `CDK8S_PROFILES_<NAME>_TOKEN` and similar variables.
 *
 * The name of a variable follows from the name of a source, which any manifest may use. So its
 * value is sent only to the host in `CDK8S_PROFILES_<NAME>_HOST`. That one is required in a
 * pipeline, where a pull request may change the URL, and if two sources would use the same
 * variable.
 */
import { isLoopback } from '../../model/registry-url';
import type { ReadOptions } from '../reading/catalog-source';
import { Unreadable } from '../reading/unreadable';

/** What determines the names of a source's variables. */
interface Named {
  readonly name: string;
}

/** A source, or one of its repositories, that would use the variables of a name. */
export interface Claimant {
  /** `HelmRepository team-a/platform-charts` */
  readonly label: string;
  /** With the port, unless it is the usual one: `charts.example.com`. */
  readonly host: string;
}

/** Variables with secrets. */
const SECRETS = ['USERNAME', 'PASSWORD', 'TOKEN', 'CERT_FILE', 'KEY_FILE'];
/** Variables with secrets that are sent over TLS only, wherever they come from. */
const READABLE = ['USERNAME', 'PASSWORD'];

/** `CDK8S_PROFILES_PLATFORM_CHARTS_TOKEN` for source `platform-charts`. */
export function variableName({ name }: Named, what: string): string {
  return `CDK8S_PROFILES_${name.replace(/[-.]/g, '_').toUpperCase()}_${what}`;
}

/** The host of `url`, as in a `_HOST` variable; `undefined` if it is not a URL. */
export function tryHost(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).host.toLowerCase() : undefined;
}

/** The variables of `source` for requests to `url`; throws Unreadable if they must not be sent there. */
export function sourceVariables(
  source: Named,
  url: string,
  { env, claimants }: Pick<ReadOptions, 'env' | 'claimants'>,
  isPlain = url.startsWith('http:'),
): (what: string) => string | undefined {
  const name = (what: string) => variableName(source, what);
  const value = (what: string) => env[name(what)] || undefined;
  const first = SECRETS.find(what => value(what) !== undefined);
  if (first === undefined) return value;
  const [host, bound] = [tryHost(url), value('HOST')?.toLowerCase()];
  const others = claimants?.get(name('HOST')) ?? [];
  if (bound === undefined) {
    const fault = describeUnbound(name(first), name('HOST'), others, env);
    if (fault !== undefined) throw new Unreadable(fault);
  } else if (bound !== host) {
    // the variable is for another source of that name
    if (others.some(other => other.host === bound)) return what => (SECRETS.includes(what) ? undefined : value(what));
    throw new Unreadable(`${name('HOST')} is "${bound.slice(0, 100)}", but the URL is at ${host}, so ${name(first)} is not sent; correct one of them`); // prettier-ignore
  }
  const readable = READABLE.find(what => value(what) !== undefined);
  if (readable !== undefined && isPlain && !isLoopback(new URL(url))) {
    throw new Unreadable(`${name(readable)} could be read by others on the way to ${host}; use TLS`);
  }
  return value;
}

/** Says why the variable `name` needs a `_HOST` variable as well. */
function describeUnbound(
  name: string,
  hostName: string,
  claimants: readonly Claimant[],
  { CI }: ReadOptions['env'],
): string | undefined {
  const remedy = `set ${hostName} to the host that may see it, such as charts.example.com`;
  if (claimants.length > 1) {
    const labels = [...new Set(claimants.map(({ label, host }) => `${label} (${host})`))].join(' and ');
    return `${name} could be meant for ${labels}; ${remedy}`;
  }
  if (CI === undefined || CI === '' || CI === 'false') return undefined;
  return `${name} is set in a pipeline (CI) without ${hostName}, so that a change of the URL could send it anywhere; ${remedy}`; // prettier-ignore
}
