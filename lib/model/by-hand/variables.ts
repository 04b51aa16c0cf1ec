/**
 * Variables of `postBuild` in HelmReleases made by hand whose values are not known, because they are in a Secret.
 *
 * The Kustomization that applies the output replaces them, if it names these Secrets.
 */
import { type AppliedObject, hasVariable } from '../applied-cluster';
import { recordIn, recordsIn } from '../data/fields';
import { type Fields, isRecord } from '../data/json';
import { isDisabled, SUBSTITUTE } from './metadata';
import { mostFrequent } from './most-frequent';

const VARIABLE = /(?<!\$)\$\{([A-Za-z_]\w*)/g;
const ESCAPED = /\$\$\{([A-Za-z_]\w*)/g;

/** What `${name}` in an object is. */
export type VariableUse =
  /** There is none. */
  | { readonly kind: 'none' }
  /** Text, which Flux leaves alone. */
  | { readonly kind: 'text' }
  /** Flux replaces it by the values in `objects`. */
  | {
      readonly kind: 'variables';
      readonly objects: readonly Fields[];
      /** Names that are text nevertheless: `$${NAME}`. */
      readonly escaped: ReadonlySet<string>;
      /** Names that are both. */
      readonly both: readonly string[];
    };

/** What the variables in `release` are: its Kustomization says so, and the text of its file. */
export function variableUse({ object, parent }: AppliedObject, text: string): VariableUse {
  const all = textsOf(object).join('\n');
  if (!hasVariable(all)) return { kind: 'none' };
  const { postBuild } = recordIn(parent?.object ?? {}, 'spec');
  if (!isRecord(postBuild) || isDisabled(object, SUBSTITUTE)) return { kind: 'text' };
  const names = namesIn(all, VARIABLE);
  const escaped = namesIn(text, ESCAPED);
  if ([...names].every(name => escaped.has(name))) return { kind: 'text' };
  const written = namesIn(text, VARIABLE);
  const both = [...escaped].filter(name => names.has(name) && written.has(name));
  return { kind: 'variables', objects: recordsIn(postBuild, 'substituteFrom'), escaped, both };
}

/** The objects that most of `uses` name; of equally frequent ones, the first. */
export function commonVariables(uses: readonly VariableUse[]): readonly Fields[] | undefined {
  return mostFrequent(uses.flatMap(use => (use.kind === 'variables' ? [use.objects] : [])));
}

/** `value` with `${NAME}` of `names` written as `$${NAME}`. */
export function escapeNames<T>(value: T, names: ReadonlySet<string>): T {
  if (names.size === 0) return value;
  const escape = (text: string) => text.replace(/\$\{([A-Za-z_]\w*)/g, (whole, name: string) => (names.has(name) ? `$${whole}` : whole)); // prettier-ignore
  const walk = (node: unknown): unknown => {
    if (typeof node === 'string') return escape(node);
    if (Array.isArray(node)) return node.map(walk);
    return isRecord(node) ? Object.fromEntries(Object.entries(node).map(([key, field]) => [escape(key), walk(field)])) : node; // prettier-ignore
  };
  return walk(value) as T;
}

function namesIn(text: string, pattern: RegExp): ReadonlySet<string> {
  return new Set([...text.matchAll(pattern)].map(([, name]) => name));
}

/** All texts and keys in `value`. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsOf);
  return isRecord(value) ? Object.entries(value).flatMap(([key, field]) => [key, ...textsOf(field)]) : [];
}
