/**
 * Registry logins that are stored on this machine: those of Podman, Helm and docker.
 *
 * The first file with a login for the registry is used. A file that cannot be read is skipped, and
 * mentioned if the registry refuses access.
 */
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { ReadOptions } from '../reading/catalog-source';
import { askCredentialHelper } from '../login/credential-helper';
import { parseDockerConfig, tryDockerLogin, tryHelperName } from '../login/docker-config';
import type { Login } from '../login/login';
import { loginHosts, type RegistryPath } from '../../model/registry-url';
import { Unreadable } from '../reading/unreadable';

/** The login, or what went wrong in the search for one. */
export interface FoundLogin {
  readonly login?: Login;
  readonly faults: readonly string[];
}

/** Searches the files that docker, Podman and Helm write, and asks the programs that they refer to. */
export async function findRegistryLogin(
  registry: RegistryPath,
  options: Pick<ReadOptions, 'env' | 'signal'>,
  platform: NodeJS.Platform = process.platform,
): Promise<FoundLogin> {
  const faults: string[] = [];
  for (const file of loginFiles(options.env, platform)) {
    try {
      const login = await tryLogin(file, registry, options);
      if (login !== undefined) return { login, faults: [] };
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      faults.push(error.message);
    }
  }
  return { faults };
}

async function tryLogin(
  file: string,
  { host, path }: RegistryPath,
  options: Pick<ReadOptions, 'env' | 'signal'>,
): Promise<Login | undefined> {
  const text = await readLogins(file);
  if (text === undefined) return undefined;
  const config = parseDockerConfig(text, file);
  const helper = tryHelperName(config, host);
  const [name] = loginHosts(host);
  const server = name === 'index.docker.io' ? 'https://index.docker.io/v1/' : name;
  const kept = helper === undefined ? undefined : await askCredentialHelper(helper, server, options);
  return kept ?? tryDockerLogin(config, host, path);
}

async function readLogins(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new Unreadable(`${file} cannot be read: ${code}`);
  }
}

/**
 * `REGISTRY_AUTH_FILE` of Podman, `HELM_REGISTRY_CONFIG` of Helm, `DOCKER_CONFIG` of docker, or
 * their default locations.
 */
function loginFiles(env: ReadOptions['env'], platform: NodeJS.Platform): string[] {
  const home = env.HOME || homedir();
  const runtime = env.XDG_RUNTIME_DIR;
  const podman = env.REGISTRY_AUTH_FILE || (runtime ? join(runtime, 'containers', 'auth.json') : undefined);
  const helm = env.HELM_REGISTRY_CONFIG || join(helmFolder(env, home, platform), 'registry', 'config.json');
  const docker = join(env.DOCKER_CONFIG || join(home, '.docker'), 'config.json');
  return [podman, helm, docker].filter((file): file is string => file !== undefined);
}

/** The same folder as `helm env HELM_CONFIG_HOME` prints. */
function helmFolder(env: ReadOptions['env'], home: string, platform: NodeJS.Platform): string {
  if (env.HELM_CONFIG_HOME) return env.HELM_CONFIG_HOME;
  if (env.XDG_CONFIG_HOME) return join(env.XDG_CONFIG_HOME, 'helm');
  if (platform === 'win32') return join(env.APPDATA || join(home, 'AppData', 'Roaming'), 'helm');
  return platform === 'darwin' ? join(home, 'Library', 'Preferences', 'helm') : join(home, '.config', 'helm');
}
