/**
 * The words of `pctl status` for what holds a rollout back, and for what to do about it.
 */
import type { Cause } from '../../status/cluster-status';
import { type ObjectKey, splitKey } from '../../status/flux-object';
import { describeAge, describeCycle, describeState, nameObject } from './state-words';

/** Names of a list. */
const LISTED = 8;
/** What `flux reconcile` and `flux resume` call sources. */
const FLUX_NAMES: ReadonlyMap<string, string> = new Map([
  ['HelmRepository', 'source helm'],
  ['GitRepository', 'source git'],
  ['OCIRepository', 'source oci'],
  ['Bucket', 'source bucket'],
  ['HelmChart', 'source chart'],
]);

/** Lines about one cause: what and since when, the message of Flux, what waits for it, and what to do. */
export function describeCause(cause: Cause, now: number, listed = LISTED): string[] {
  const { key, state, cycle, holdsBack, details } = cause;
  const age = describeAge(state.since, now);
  const since = age === undefined || cycle !== undefined ? '' : ` (for ${age})`;
  const title =
    cycle === undefined ? `${nameObject(key)}: ${describeState(state)}${since}` : `cycle: ${describeCycle(cycle)}`;
  const message = cycle === undefined ? linesOf(state.kind === 'ready' ? details.join('; ') : state.message) : [];
  const names = holdsBack.slice(0, listed).map(nameObject).join(', ');
  const more = holdsBack.length > listed ? `, and ${holdsBack.length - listed} more` : '';
  const behind = holdsBack.length === 0 ? [] : [`Held back by it: ${names}${more}`];
  return [title, ...[...message, ...behind, `What to do: ${adviceFor(cause)}`].map(line => `  ${line}`)];
}

/** The lines of a message of Flux, which can be several for a chart that cannot be rendered. */
function linesOf(message = ''): string[] {
  return message.split('\n').filter(line => line.trim() !== '');
}

/** The rest of the line `What to do: …`. */
function adviceFor(cause: Cause): string {
  const { key, state, cycle, reasons, details } = cause;
  if (cycle !== undefined) return 'remove one of these dependencies in git';
  const { kind } = splitKey(key);
  switch (state.kind) {
    case 'suspended':
      return `"${fluxCommand('resume', key)}"; if it is suspended in git, change that there`;
    case 'missing':
      return kind === 'HelmRelease' || kind === 'Kustomization'
        ? 'add it in git, or remove the dependency on it'
        : 'add it in git, or correct the reference to it';
    case 'held':
      return 'remove what still needs it in git, or keep it';
    case 'ready':
      if (details.some(detail => detail.startsWith('installs the same')))
        return 'suspend the one that should be removed';
      if (reasons.includes('holder')) return 'remove it too, or the dependency, in git; or keep what it needs';
      return reasons.every(reason => reason === 'dependency')
        ? 'correct the "readyExpr" of what waits for it, or change what that asks for'
        : 'find out who changed it, or what waits for it: their revisions do not belong to one commit';
    default:
      return adviceForFailure(cause);
  }
}

function adviceForFailure({ key, state: { retries, reason } }: Cause): string {
  if (retries !== 'never') {
    return `correct it; Flux tries again by itself, and at once with "${fluxCommand('reconcile', key)}"`;
  }
  return reason === 'RetriesExceeded'
    ? `correct it in git, or, if the cause was elsewhere, "${fluxCommand('reconcile', key)} --reset"`
    : 'correct it in git; Flux does not try again before';
}

/** `flux resume helmrelease cert-manager -n flux-system` */
function fluxCommand(verb: string, key: ObjectKey): string {
  const { kind, namespace, name } = splitKey(key);
  return `flux ${verb} ${FLUX_NAMES.get(kind) ?? kind.toLowerCase()} ${name} -n ${namespace}`;
}
