/**
 * Hides what may be secret in values that are shown: the data of Secrets, wherever they are, and
 * texts under keys such as `password`.
 */
import { isRecord, type JsonValue } from '../model/data/json';
import { withoutLogins } from '../model/data/redact';

/** Shown in place of a secret. */
export const HIDDEN = '***';

/** Keys whose texts are secret. A name or a reference, as in `existingSecret`, is not. */
const SECRET_KEY =
  /(pass(word|wd|phrase)|token|api[-_]?key|private[-_]?key|secret[-_]?key|access[-_]?key|client[-_]?secret|credentials?)$/i;
const DATA = new Set(['data', 'stringData']);

/** Whether `value`, which is below `parent` and not hidden so far, is hidden. */
export function isSecret(key: string, value: unknown, parent?: Readonly<Record<string, unknown>>): boolean {
  if (parent?.kind === 'Secret' && DATA.has(key)) return true;
  return typeof value === 'string' && (SECRET_KEY.test(key) || /\bkind:\s*["']?Secret\b/.test(value));
}

/** `value` with what is secret in it replaced; everything is if `isHidden`. */
export function hideSecrets(value: unknown, isHidden = false): JsonValue {
  if (Array.isArray(value)) return value.map(item => hideSecrets(item, isHidden || isSecret('', item)));
  if (isRecord(value)) {
    const members = Object.entries(value).filter(([, member]) => member !== undefined);
    return Object.fromEntries(
      members.map(([key, member]) => [key, hideSecrets(member, isHidden || isSecret(key, member, value))]),
    );
  }
  if (isHidden) return HIDDEN;
  return typeof value === 'string' ? withoutLogins(value) : (value as JsonValue);
}
