/**
 * Hides what may be secret in values that are shown: the data of Secrets, wherever they are, what is
 * under keys such as `password`, and texts that contain either.
 */
import { isRecord, type JsonValue } from '../model/data/json';
import { withoutLogins } from '../model/data/redact';

/** Shown in place of a secret. */
export const HIDDEN = '***';

/** How much of a value is hidden, from the least to the most; `secrets` keeps booleans, nulls and references. */
const HIDINGS = ['nothing', 'secrets', 'everything'] as const;
export type Hiding = (typeof HIDINGS)[number];

const NAMES =
  '(pass(word|wd|phrase)|token|api[-_]?key|private[-_]?key|secret[-_]?key|access[-_]?key|client[-_]?secret|credential)s?';
/** Keys of secrets. A name or a reference, as in `existingSecret`, is not one. */
const SECRET_KEY = new RegExp(`${NAMES}$`, 'i');
const REFERENCE = /(existing[-_]?secret|secret[-_]?name|[a-z]Ref)$/i;
const DATA = new Set(['data', 'stringData']);

const SECRET_OBJECT = /\bkind["'\\]*\s*:\s*["'\\]*Secret\b/;
/** `adminPassword: x`, `"token":"x"`, `PASSWORD=x`. */
const SECRET_LINE = new RegExp(`${NAMES}["'\\\\]*\\s*[:=]`, 'i');
/** `name: DB_PASSWORD`, a secret if there is a `value:` too. */
const SECRET_NAME = new RegExp(`\\bname["'\\\\]*\\s*:\\s*["'\\\\]*[\\w.-]*${NAMES}["'\\\\]*\\s*([,}\\n]|$)`, 'i');
const VALUE = /\bvalue["'\\]*\s*:/;

/** How much of `value` is hidden, which is at `key` of `parent`, of which `above` is. */
export function hidingOf(
  above: Hiding,
  key: string,
  value: unknown,
  parent: Readonly<Record<string, unknown>> = {},
): Hiding {
  if (above === 'everything' || (parent.kind === 'Secret' && DATA.has(key))) return 'everything';
  if (typeof value === 'string' && containsSecret(value)) return 'everything';
  if (SECRET_KEY.test(key)) return 'secrets';
  if (key === 'value' && typeof parent.name === 'string' && SECRET_KEY.test(parent.name)) return 'secrets';
  return REFERENCE.test(key) ? 'nothing' : above;
}

/** The hiding that hides more. */
export function strongerHiding(a: Hiding, b: Hiding): Hiding {
  return HIDINGS[Math.max(HIDINGS.indexOf(a), HIDINGS.indexOf(b))];
}

function containsSecret(text: string): boolean {
  return SECRET_OBJECT.test(text) || SECRET_LINE.test(text) || (SECRET_NAME.test(text) && VALUE.test(text));
}

/** `value` with what is secret in it replaced, and what `hiding` says. */
export function hideSecrets(value: unknown, hiding: Hiding = 'nothing'): JsonValue {
  if (Array.isArray(value)) return value.map(item => hideSecrets(item, hidingOf(hiding, '', item)));
  if (isRecord(value)) {
    const members = Object.entries(value).filter(([, member]) => member !== undefined);
    return Object.fromEntries(
      members.map(([key, member]) => [key, hideSecrets(member, hidingOf(hiding, key, member, value))]),
    );
  }
  const isPlain = value === null || typeof value === 'boolean';
  if (hiding === 'everything' || (hiding === 'secrets' && !isPlain)) return HIDDEN;
  return typeof value === 'string' ? withoutLogins(value) : (value as JsonValue);
}
