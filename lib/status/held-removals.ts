/**
 * Removals that were refused, read from the message of a Kustomization whose pruning failed:
 * `delete failed, errors: HelmRelease/platform/linkerd2 delete failed: helmreleases... "linkerd2" is forbidden:
 * ValidatingAdmissionPolicy '...' with binding '...' denied request: HelmRelease platform/flagger still depends on
 * linkerd2; ...`
 */
import { keyOf, type ObjectKey } from './flux-object';

/** A removal that the guard refused. */
export interface RefusedRemoval {
  readonly key: ObjectKey;
  /** `HelmRelease platform/flagger still depends on linkerd2`. */
  readonly message: string;
  /** The release that still needs it, if the message names one. */
  readonly holder?: { readonly key: ObjectKey; readonly why: string };
}

/** What is held in a message, and whether nothing else is wrong. */
export interface Denials {
  readonly removals: readonly RefusedRemoval[];
  readonly isAll: boolean;
}

const ENTRY = /(?:^|errors: |; ?)([A-Za-z]+)\/(?:([^/\s;]+)\/)?([^/\s;]+) delete failed: /g;
const DENIED = /^.*? is forbidden: ValidatingAdmissionPolicy '.*?' with binding '.*?' denied request: (.*)$/s;
const HOLDER = /^HelmRelease ([^/\s]+)\/(\S+) (.*)$/s;

/** The refused removals in `message`; none in that of another failure. */
export function readDenials(message: string): Denials {
  const starts = [...message.matchAll(ENTRY)];
  const entries = starts.map((match, i) => {
    const end = starts[i + 1]?.index ?? message.length;
    return { match, text: message.slice(match.index + match[0].length, end).replace(/[;\s]+$/, '') };
  });
  const removals = entries.flatMap(({ match: [, kind, namespace = '', name], text }) => {
    const denial = DENIED.exec(text)?.[1];
    return denial === undefined ? [] : [toRemoval(keyOf(kind, namespace, name), denial)];
  });
  return { removals, isAll: removals.length > 0 && removals.length === entries.length };
}

function toRemoval(key: ObjectKey, message: string): RefusedRemoval {
  const [, namespace, name, why] = HOLDER.exec(message) ?? [];
  if (name === undefined) return { key, message };
  return { key, message, holder: { key: keyOf('HelmRelease', namespace, name), why } };
}
