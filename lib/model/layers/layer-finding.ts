/**
 * What a check of layers finds, as plain data: the rule, its severity, the words, and the location.
 *
 * An `error` keeps a program from being synthesized; a `warning` does not.
 */
import { compareText } from '../data/compare-text';
import type { Problem } from '../problem';
import { compareLocations, type FileLocation } from '../yaml/file-location';

/** How bad a finding is. */
export type LayerSeverity = 'error' | 'warning';

/** Every rule: its severity, unless the file chooses otherwise, and what it finds. */
export const LAYER_RULES = {
  'layer-model-mixed': ['error', 'files that declare different models, or a field of another model'],
  'layer-declared-twice': ['error', 'a component or a category that is declared with two values'],
  'layer-cycle': ['error', 'components that depend on each other in a circle'],
  'layer-missing': ['warning', 'a component without a layer'],
  'layer-differs': ['warning', 'a layer that the model and the annotation give differently'],
  'dependency-above': ['error', 'a component that depends on one in a higher layer'],
  'category-missing': ['error', 'a component without a category'],
  'category-without-number': ['error', 'a category that has no number'],
  'category-number-shared': ['error', 'two categories with one number'],
  'category-spans-layers': ['warning', 'one category whose components are annotated with several layers'],
  'category-synonyms': ['warning', 'categories whose names mean the same'],
  'alternatives-differ': ['warning', 'alternatives of a category that cannot replace each other'],
  'alternatives-together': ['warning', 'two alternatives of a category on one cluster'],
  'number-shared': ['error', 'two components with one number in a master list'],
  'component-unlisted': ['error', 'a component that is not in the master list'],
  'no-number-between': ['error', 'a component that fits between no two numbers'],
} as const satisfies Readonly<Record<string, readonly [LayerSeverity, string]>>;

/** The name of a rule, which does not change. */
export type LayerRuleId = keyof typeof LAYER_RULES;

/** Something that a rule found. */
export interface LayerFinding {
  /** The rule, to switch on. */
  readonly rule: LayerRuleId;
  /** Whether a program can be synthesized in spite of it. */
  readonly severity: LayerSeverity;
  /** What is wrong. */
  readonly what: string;
  /** What to do about it. */
  readonly remedy: string;
  /** Names of the components that it is about, sorted; empty if it is about categories or files. */
  readonly components: readonly string[];
  /** Where it is. Absent: neither the file nor the catalog has a location. */
  readonly location?: FileLocation;
}

/** A finding with the severity of its rule. */
export function found(
  rule: LayerRuleId,
  { location, components, ...finding }: Omit<LayerFinding, 'rule' | 'severity'>,
): LayerFinding {
  const at = location?.file === '' ? undefined : location;
  return {
    rule,
    severity: LAYER_RULES[rule][0],
    ...finding,
    components: [...components].sort(),
    ...(at && { location: at }),
  };
}

/** Sorted by file, line and column, then by rule and words; independent of the order of the files. */
export function sortFindings(findings: readonly LayerFinding[]): LayerFinding[] {
  return [...findings].sort(
    (a, b) => compareLocations(a.location, b.location) || compareText(a.rule, b.rule) || compareText(a.what, b.what),
  );
}

/** The finding as a problem of a program. */
export function toProblem({ rule, what, remedy, location }: LayerFinding): Problem {
  const at = location && { file: location.file, line: location.line, column: location.column };
  return { kind: 'layer-rule', rule, what, remedy, ...(at !== undefined && { location: at }) };
}
