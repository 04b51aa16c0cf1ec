/**
 * What files say about layers, and several files as one model.
 *
 * Merging collects what the files say, so that the order and the grouping of the files do not matter.
 */
import { compareText } from '../data/compare-text';
import { groupBy } from '../data/group-by';
import { compareLocations, type FileLocation } from '../yaml/file-location';
import { found, type LayerFinding } from './layer-finding';

/** How numbers come about; `plain`: a file names the layers of some components, annotations those of the others. */
export type LayerModelName = 'plain' | 'minimal' | 'category' | 'allocated';

/** What happens if two alternatives of a category are on one cluster. */
export type AlternativesRule = 'warn' | 'refuse' | 'allow';

/** Something that a file says about a name. */
export interface Declaration<T> {
  readonly name: string;
  readonly value: T;
  readonly at: FileLocation;
}

/** Everything that one or several files say. */
export interface LayerDeclarations {
  /** The name is that of the file. */
  readonly models: readonly Declaration<LayerModelName>[];
  /** Number of a component. */
  readonly layers: readonly Declaration<number>[];
  /** Category of a component. */
  readonly categories: readonly Declaration<string>[];
  /** Number of a category. */
  readonly numbers: readonly Declaration<number>[];
  /** One hard dependency of a component; empty: the component has none. */
  readonly dependencies: readonly Declaration<string>[];
  /** Two components in a master list between which a component fits. */
  readonly between: readonly Declaration<readonly [string, string]>[];
  /** The name is that of the file. */
  readonly alternatives: readonly Declaration<AlternativesRule>[];
}

/** Several files as one model. */
export interface DeclaredModel {
  readonly model: LayerModelName;
  readonly layers: ReadonlyMap<string, Declaration<number>>;
  readonly categories: ReadonlyMap<string, Declaration<string>>;
  readonly numbers: ReadonlyMap<string, Declaration<number>>;
  readonly dependencies: ReadonlyMap<string, readonly Declaration<string>[]>;
  readonly between: ReadonlyMap<string, Declaration<readonly [string, string]>>;
  readonly alternatives: AlternativesRule;
  /** What contradicts itself. */
  readonly findings: readonly LayerFinding[];
}

/** What an empty file declares. */
export const NO_DECLARATIONS: LayerDeclarations = {
  models: [],
  layers: [],
  categories: [],
  numbers: [],
  dependencies: [],
  between: [],
  alternatives: [],
};

/** All that `files` say, sorted, each thing once; merging is associative, and the order does not matter. */
export function mergeDeclarations(files: readonly LayerDeclarations[]): LayerDeclarations {
  const all = <K extends keyof LayerDeclarations>(key: K) => distinct(files.flatMap(file => file[key] as readonly Declaration<unknown>[])) as unknown as LayerDeclarations[K]; // prettier-ignore
  return {
    models: all('models'),
    layers: all('layers'),
    categories: all('categories'),
    numbers: all('numbers'),
    dependencies: all('dependencies'),
    between: all('between'),
    alternatives: all('alternatives'),
  };
}

function distinct(declarations: readonly Declaration<unknown>[]): Declaration<unknown>[] {
  const sorted = declarations
    .map(declaration => ({ declaration, text: JSON.stringify(declaration.value) }))
    .sort(
      (a, b) =>
        compareText(a.declaration.name, b.declaration.name) ||
        compareLocations(a.declaration.at, b.declaration.at) ||
        compareText(a.text, b.text),
    );
  const isAgain = (i: number) =>
    i > 0 &&
    sorted[i].text === sorted[i - 1].text &&
    sorted[i].declaration.name === sorted[i - 1].declaration.name &&
    compareLocations(sorted[i].declaration.at, sorted[i - 1].declaration.at) === 0;
  return sorted.filter((_, i) => !isAgain(i)).map(({ declaration }) => declaration);
}

/** The model that `declarations` describe, and what contradicts itself in them. */
export function toModel(declarations: LayerDeclarations): DeclaredModel {
  const findings: LayerFinding[] = [];
  const [first] = declarations.models;
  for (const other of declarations.models) {
    if (other.value === first.value) continue;
    const what = `this file declares ${nameModel(other.value)}, and ${place(first.at)} ${nameModel(first.value)}`;
    findings.push(found('layer-model-mixed', { what, remedy: 'declare one model in all files', components: [], location: other.at })); // prettier-ignore
  }
  const dependencies = groupBy(declarations.dependencies, ({ name }) => name);
  return {
    model: first?.value ?? 'plain',
    layers: unique(declarations.layers, 'number', findings),
    categories: unique(declarations.categories, 'category', findings),
    numbers: unique(declarations.numbers, 'number', findings),
    dependencies: new Map([...dependencies].map(([name, all]) => [name, all.filter(({ value }) => value !== '')])),
    between: unique(declarations.between, 'place', findings),
    alternatives: strictest(declarations.alternatives),
    findings,
  };
}

function unique<T>(declarations: readonly Declaration<T>[], what: string, findings: LayerFinding[]) {
  const known = new Map<string, Declaration<T>>();
  for (const declaration of declarations) {
    const first = known.get(declaration.name);
    if (first === undefined) known.set(declaration.name, declaration);
    else if (JSON.stringify(first.value) !== JSON.stringify(declaration.value)) {
      const words = `${what} of "${declaration.name}" is ${show(declaration.value)}, and ${show(first.value)} in ${place(first.at)}`; // prettier-ignore
      findings.push(found('layer-declared-twice', { what: words, remedy: 'make them one', components: [declaration.name], location: declaration.at })); // prettier-ignore
    }
  }
  return known;
}

function strictest(rules: readonly Declaration<AlternativesRule>[]): AlternativesRule {
  const values = rules.map(({ value }) => value);
  return (['refuse', 'warn', 'allow'] as const).find(rule => values.includes(rule)) ?? 'warn';
}

function nameModel(model: LayerModelName): string {
  return model === 'plain' ? 'no model' : `the model "${model}"`;
}

function show(value: unknown): string {
  return Array.isArray(value)
    ? `between ${value.join(' and ')}`
    : typeof value === 'string'
      ? `"${value}"`
      : String(value);
}

/** `catalogs/layers.yaml:3:10`. */
export function place({ file, line, column }: FileLocation): string {
  return file === '' ? 'the program' : `${file}:${line}:${column}`;
}
