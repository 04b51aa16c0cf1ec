/**
 * From where Flux applies the output: from options, otherwise from the Git repository around the working directory.
 */
import type { Git } from '../../deliver/git';
import { withoutCredentials } from '../../model/data/redact';
import { describeGitUrlFault } from '../../model/git-url';

/** Options that say it. */
export interface DeliveryOptions {
  readonly url?: string;
  readonly branch?: string;
  readonly path?: string;
  readonly source?: string;
  readonly secret?: string;
}

/** The source of the output. */
export interface Delivery {
  /** Name of the GitRepository. */
  readonly source: string;
  /** What is written of the GitRepository. Absent: it is on the cluster already. */
  readonly repository?: { readonly url: string; readonly branch: string; readonly secret?: string };
  /** Folder of the output in it: `./dist`. */
  readonly path: string;
  /** What to know, a line each. */
  readonly notes: readonly string[];
}

/** The GitRepository that `flux bootstrap` creates. */
const BOOTSTRAP = 'flux-system';
/** The GitRepository that is written. */
const OWN = 'fleet';

/** Finds the source of the folder `output` of the repository. */
export function findDelivery(
  git: Git,
  options: DeliveryOptions,
  output: string,
): Delivery | { readonly errors: readonly string[] } {
  const path = `./${(options.path ?? output).replace(/^(\.?\/)+|\/+$/g, '')}`;
  if (options.source !== undefined) return { source: options.source, path, notes: [] };
  const remote = options.url ?? git.tryText('config', '--get', 'remote.origin.url');
  const url = remote === undefined ? undefined : toFluxUrl(remote, options.url === undefined);
  const fault = url === undefined ? undefined : describeGitUrlFault(url);
  if (options.url !== undefined && fault !== undefined) {
    return { errors: [`URL "${withoutCredentials(options.url)}" cannot be used: ${fault}`] };
  }
  if (url === undefined || fault !== undefined) {
    const why = remote === undefined ? 'there is no Git remote "origin"' : 'Flux cannot use the URL of the Git remote "origin"'; // prettier-ignore
    return { source: BOOTSTRAP, path, notes: [`${why}, so the source is the GitRepository "${BOOTSTRAP}", which "flux bootstrap" creates; "--url" writes another`] }; // prettier-ignore
  }
  const branch = options.branch ?? git.tryText('symbolic-ref', '--short', 'HEAD') ?? 'main';
  const secret = options.secret ?? (url.startsWith('ssh://') ? BOOTSTRAP : undefined);
  const needed = `Flux reads ${url} with the Secret "${secret}" in namespace flux-system, which must exist`;
  return { source: OWN, path, repository: { url, branch, secret }, notes: secret === undefined ? [] : [needed] };
}

/** `ssh://git@github.com/org/platform.git` for `git@github.com:org/platform.git`; a login of the remote is left out. */
function toFluxUrl(url: string, isRemote: boolean): string {
  const [, host, path] = /^([\w.-]+@[\w.-]+):(?!\/\/)(.*)$/.exec(url) ?? [];
  if (host !== undefined) return `ssh://${host}/${path.replace(/^\/+/, '')}`;
  return isRemote ? url.replace(/^(https?:\/\/)[^/@]*@/, '$1') : url;
}
