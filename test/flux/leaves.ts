/**
 * The leaves of an interface: everything that can be set in it, down to strings, numbers, booleans
 * and values without a type.
 */
import { join } from 'node:path';
import ts from 'typescript';

/** One thing that can be set. */
export interface Leaf {
  /** `['verify', 'matchOidcIdentity', '[]', 'issuer']`; `'*'` is any key. */
  readonly path: readonly string[];
  /** `{ verify: { provider: 'cosign', matchOidcIdentity: [{ issuer: 'value', subject: 'value' }] } }`, required members included. */
  readonly sample: (value: unknown, given: unknown) => unknown;
  /** What it can be set to. */
  readonly values: readonly unknown[];
}

const ROOT = join(__dirname, '../..');
const program = ts.createProgram(
  [
    'imports/helm.toolkit.fluxcd.io.ts',
    'imports/source.toolkit.fluxcd.io.ts',
    'lib/constructs/props/subscription-options.ts',
  ].map(file => join(ROOT, file)),
  { strict: true, target: ts.ScriptTarget.ES2022, moduleResolution: ts.ModuleResolutionKind.Node10, types: [] },
);
const checker = program.getTypeChecker();

/** `verify.matchOidcIdentity[].issuer`. */
export function formatPath(path: readonly string[]): string {
  return path.join('.').replaceAll('.[]', '[]');
}

/** Leaves of the interface `name` in `file`. */
export function leavesOf(file: string, name: string): Leaf[] {
  const root = interfaceIn(file, name);
  return pathsOf(root).map(({ path, type }) => ({
    path,
    sample: (value, given) => sampleOf(root, path, value, given),
    values: valuesOf(type, path),
  }));
}

/** Whether the interface `name` in `file` has a member at `path`. */
export function hasMember(file: string, name: string, path: readonly string[]): boolean {
  const types = path.reduce<readonly ts.Type[]>(
    (found, step) => found.flatMap(type => memberOf(type, step)),
    [interfaceIn(file, name)],
  );
  return types.length > 0;
}

function interfaceIn(file: string, name: string): ts.Type {
  const source = program.getSourceFile(join(ROOT, file))!;
  return checker.getTypeAtLocation(
    source.statements.find(node => ts.isInterfaceDeclaration(node) && node.name.text === name)!,
  );
}

/** Types in `type` other than `undefined`. */
function alternatives(type: ts.Type): readonly ts.Type[] {
  const present = checker.getNonNullableType(type);
  return present.isUnion() ? present.types : [present];
}

function memberOf(type: ts.Type, step: string): readonly ts.Type[] {
  return alternatives(type).flatMap(one => {
    if (step === '[]') return checker.isArrayType(one) ? checker.getTypeArguments(one as ts.TypeReference)[0] : [];
    const property = one.getProperty(step);
    return property === undefined ? [] : checker.getTypeOfSymbol(property);
  });
}

function pathsOf(type: ts.Type): { readonly path: readonly string[]; readonly type: ts.Type }[] {
  const [only] = alternatives(type);
  return stepsOf(only).flatMap(({ step, type: member }) =>
    isLeaf(member)
      ? { path: [step], type: member }
      : pathsOf(member).map(({ path, type: leaf }) => ({ path: [step, ...path], type: leaf })),
  );
}

/** Members of an object, or the type of all members of a list or a map. */
function stepsOf(type: ts.Type): { readonly step: string; readonly type: ts.Type; readonly isRequired: boolean }[] {
  if (checker.isArrayType(type)) {
    return [{ step: '[]', type: checker.getTypeArguments(type as ts.TypeReference)[0], isRequired: true }];
  }
  const map = checker.getIndexTypeOfType(type, ts.IndexKind.String);
  if (map !== undefined) return [{ step: '*', type: map, isRequired: true }];
  return checker.getPropertiesOfType(type).map(property => ({
    step: property.name,
    type: checker.getTypeOfSymbol(property),
    isRequired: (property.flags & ts.SymbolFlags.Optional) === 0,
  }));
}

function isLeaf(type: ts.Type): boolean {
  const scalar = ts.TypeFlags.StringLike | ts.TypeFlags.NumberLike | ts.TypeFlags.BooleanLike | ts.TypeFlags.Any;
  return alternatives(type).every(one => (one.flags & scalar) !== 0);
}

/** `value` at `path`, and the required fields around it that `given`, the object so far, does not have. */
function sampleOf(type: ts.Type, [step, ...rest]: readonly string[], value: unknown, given?: unknown): unknown {
  if (step === undefined) return value;
  const [only] = alternatives(type);
  const members = stepsOf(only).filter(member => member.step === step || (member.isRequired && given === undefined));
  const samples = members.map(({ step: name, type: member }): [string, unknown] => {
    const before = (given as Record<string, unknown> | undefined)?.[name];
    return [name, name === step ? sampleOf(member, rest, value, before) : requiredOf(member, [name])];
  });
  if (step === '[]') return samples.map(([, sample]) => sample);
  return Object.fromEntries(samples.map(([name, sample]) => [name === '*' ? 'example.com/key' : name, sample]));
}

/** The smallest value of a required member. */
function requiredOf(type: ts.Type, path: readonly string[]): unknown {
  if (isLeaf(type)) return valuesOf(type, path)[0];
  const required = stepsOf(alternatives(type)[0]).filter(({ isRequired }) => isRequired);
  if (required[0]?.step === '[]') return [requiredOf(required[0].type, [...path, '[]'])];
  return Object.fromEntries(required.map(({ step, type: member }) => [step, requiredOf(member, [...path, step])]));
}

/** What the CRDs accept at `path`, which is more precise than the types. */
function valuesOf(type: ts.Type, path: readonly string[]): unknown[] {
  const [first, ...others] = alternatives(type);
  if (first.flags & ts.TypeFlags.Any) return [{ replicaCount: 2 }];
  if (first.flags & ts.TypeFlags.BooleanLike) return [true, false];
  if (first.flags & ts.TypeFlags.NumberLike) return [7];
  if (first.isStringLiteral()) return [first, ...others].map(literal => (literal as ts.StringLiteralType).value);
  const name = path.filter(step => step !== '[]').at(-1)!;
  if (/(interval|timeout)$/i.test(name)) return ['7m'];
  return [TEXTS[name] ?? 'sample'];
}

const TEXTS: Readonly<Record<string, string>> = {
  version: '7.0.0',
  tag: '7.0.0',
  url: 'https://mirror.example.com/charts',
  digest: `sha256:${'7'.repeat(64)}`,
  targetPath: 'image.tag',
};
