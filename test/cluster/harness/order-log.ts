/**
 * What helm-controller did and when, from its debug log.
 *
 * An action begins when the controller passes it to Helm and ends with its event, which comes after
 * Helm's wait. Polling from outside would miss actions that are shorter than the polling interval.
 */
import { readFileSync } from 'node:fs';

export type ActionKind = 'install' | 'upgrade' | 'uninstall';

/** One Helm action on one HelmRelease. Times are milliseconds since 1970, as `Date.now()`. */
export interface Action {
  /** `flux-system/cert-manager`: namespace and name of the HelmRelease. */
  readonly release: string;
  readonly kind: ActionKind;
  readonly started: number;
  /** Absent: under way. */
  readonly ended?: number;
  /** Absent: under way. */
  readonly isSuccess?: boolean;
}

interface LogLine {
  readonly ts: string;
  readonly msg: string;
  readonly reason?: string;
  /** In messages of the reconciler. */
  readonly HelmRelease?: { readonly name: string; readonly namespace: string };
  /** In events. */
  readonly object?: { readonly kind: string; readonly name: string; readonly namespace: string };
}

export class OrderLog {
  private readonly files: readonly string[];

  constructor(...files: readonly string[]) {
    this.files = files;
  }

  /** Actions that began at `since` or later, in the order in which they began. */
  actions(since = 0): readonly Action[] {
    const actions = this.files.flatMap(file => parseActions(readFileSync(file, 'utf8')));
    return actions.filter(({ started }) => started >= since).sort((a, b) => a.started - b.started);
  }
}

/** Reads the log of helm-controller, one JSON object per line; skips other lines. */
export function parseActions(log: string): readonly Action[] {
  const actions: Action[] = [];
  for (const text of log.split('\n')) {
    // the last line may be incomplete
    if (!text.startsWith('{') || !text.endsWith('}')) continue;
    const line = JSON.parse(text) as LogLine;
    const begin = tryBegin(line);
    if (begin !== undefined) actions.push(begin);
    else endAction(actions, line);
  }
  return actions;
}

/** Removal of a HelmRelease does not log `running`; Helm's own first line takes its place. */
function tryBegin({ ts, msg, HelmRelease: release }: LogLine): Action | undefined {
  const kind =
    msg === 'uninstall: deleting release' ? 'uninstall' : /^running '(install|upgrade)' action/.exec(msg)?.[1];
  if (kind === undefined || release === undefined) return undefined;
  return { release: `${release.namespace}/${release.name}`, kind: kind as ActionKind, started: Date.parse(ts) };
}

/** Ends the newest action that the event in `line` belongs to. */
function endAction(actions: Action[], { ts, reason, object }: LogLine): void {
  const end = /^(Install|Upgrade|Uninstall)(Succeeded|Failed)$/.exec(reason ?? '');
  if (end === null || object?.kind !== 'HelmRelease') return;
  const release = `${object.namespace}/${object.name}`;
  const isMeant = (action: Action) =>
    action.release === release && action.kind === end[1].toLowerCase() && action.ended === undefined;
  const open = actions.filter(isMeant).at(-1);
  if (open === undefined) return;
  actions[actions.indexOf(open)] = { ...open, ended: Date.parse(ts), isSuccess: end[2] === 'Succeeded' };
}
