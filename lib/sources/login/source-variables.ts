/**
 * Logins of sources in the environment: `CDK8S_PROFILES_<NAME>_TOKEN` and the like.
 *
 * A variable follows the name of a source, which any manifest may have; so what it holds is shown
 * only to the host in `CDK8S_PROFILES_<NAME>_HOST`. That is required in a pipeline, where a pull
 * request may change the URL, and where two sources could take one variable.
 */
import { isLoopback } from '../../model/registry-url';
import type { ReadOptions } from '../reading/catalog-source';
import { Unreadable } from '../reading/unreadable';

/** What names the variables of a source. */
interface Named {
  readonly name: string;
}

/** A source, or a repository of one, that would take the variables of a name. */
export interface Claimant {
  /** `HelmRepository team-a/platform-charts` */
  readonly label: string;
  /** With a port that is not the usual one: `charts.example.com`. */
  readonly host: string;
}

/** Those that prove who we are. */
const SECRETS = ['USERNAME', 'PASSWORD', 'TOKEN', 'CERT_FILE', 'KEY_FILE'];
/** Tokens go over TLS only, wherever they are from. */
const READABLE = ['USERNAME', 'PASSWORD'];

/** `CDK8S_PROFILES_PLATFORM_CHARTS_TOKEN` for source `platform-charts`. */
export function variableName({ name }: Named, what: string): string {
  return `CDK8S_PROFILES_${name.replace(/[-.]/g, '_').toUpperCase()}_${what}`;
}

/** The host of `url` as `_HOST` has it; `undefined` when it is not a URL. */
export function tryHost(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).host.toLowerCase() : undefined;
}

/** The variables of `source` for requests to `url`; throws Unreadable when they must not be shown there. */
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
    // it is for another source of that name
    if (others.some(other => other.host === bound)) return what => (SECRETS.includes(what) ? undefined : value(what));
    throw new Unreadable(`${name('HOST')} is "${bound.slice(0, 100)}", and the URL is at ${host}, which is not shown ${name(first)}; correct one of them`); // prettier-ignore
  }
  const readable = READABLE.find(what => value(what) !== undefined);
  if (readable !== undefined && isPlain && !isLoopback(new URL(url))) {
    throw new Unreadable(`${name(readable)} could be read by anyone on the way to ${host}; use TLS`);
  }
  return value;
}

/** Why the variable `name` needs one with a host beside it. */
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
