/**
 * Which folder may import which. Each folder of lib/ is one step that data passes through once.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import * as ts from 'typescript';
import { planInstall } from '../lib/order/plan-install';

const ROOT = resolve(__dirname, '..');

/** Folders that each folder may import, in addition to itself. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  model: [],
  files: [],
  sources: ['model', 'files'],
  forge: ['model', 'sources'],
  order: ['model'],
  flux: ['model', 'imports'],
  deliver: ['model'],
  engine: ['model'],
  changes: ['model', 'order'],
  verify: ['model', 'order', 'flux'],
  status: ['model', 'order', 'flux'],
  constructs: ['model', 'files', 'order', 'flux', 'deliver', 'engine'],
  // prettier-ignore
  cli: ['model', 'files', 'sources', 'forge', 'order', 'flux', 'deliver', 'engine', 'changes', 'verify', 'status', 'constructs', 'imports'],
};
const NETWORK = /^(node:)?(http|https|http2|net|tls|dgram|dns)(\/|$)|^(isomorphic-git|undici|ws)(\/|$)/;
const MAY_USE_NETWORK = ['sources', 'deliver'];
const CDK8S = /^(cdk8s|constructs)(\/|$)/;
const WITHOUT_CDK8S = Object.keys(MAY_IMPORT).filter(name => !['flux', 'constructs', 'cli'].includes(name));

const PURE = ['model', 'order', 'flux', 'changes', 'verify', 'status'];
const EFFECTS = /^(node:)?(fs|child_process|worker_threads|cluster|os)(\/|$)/;

/**
 * Validators of JSON Schema, and the full parser of YAML. With the parser, importing the library takes 1.9 times as
 * long as importing cdk8s, and `pctl` would load it for indexes and locks that it reads without.
 */
const LOADS_LATE = ['lib/model/schema/check-values.ts', 'lib/model/yaml/any-yaml.ts'];

interface SourceFile {
  /** `lib/model/names.ts`. */
  readonly path: string;
  /** `model`; empty for lib/index.ts. */
  readonly folder: string;
  /** `lib/model/yaml`: folders inside a folder of lib/ count separately. */
  readonly room: string;
  readonly text: string;
  /** What it imports, types included: `lib/model/json.ts`, `node:fs`, `yaml`. */
  readonly imports: readonly string[];
  /** Imports that are left at run time. */
  readonly requires: readonly string[];
}

const FILES = readdirSync(join(ROOT, 'lib'), { recursive: true, encoding: 'utf8' })
  .filter(path => path.endsWith('.ts'))
  .sort()
  .map(path => readSource(join('lib', path)));
const STATIONS = FILES.filter(({ path }) => path !== 'lib/index.ts');

function readSource(path: string): SourceFile {
  const text = readFileSync(join(ROOT, path), 'utf8');
  // imports that are not statements: import('x') and require('x')
  const called = ts.preProcessFile(text, true, true).importedFiles.map(file => file.fileName);
  const statements = ts.createSourceFile(path, text, ts.ScriptTarget.Latest).statements.flatMap(toImport);
  const types = new Set(statements.filter(({ isType }) => isType).map(({ from }) => from));
  const values = new Set(statements.filter(({ isType }) => !isType).map(({ from }) => from));
  const resolveAll = (names: readonly string[]) => names.map(name => resolveImport(path, name));
  return {
    path,
    folder: path.split('/').slice(1, -1)[0] ?? '',
    room: dirname(path),
    text,
    imports: resolveAll([...new Set([...called, ...types, ...values])]),
    requires: resolveAll([...new Set(called)].filter(name => values.has(name) || !types.has(name))),
  };
}

function toImport(statement: ts.Statement): { from: string; isType: boolean }[] {
  if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return [];
  const { moduleSpecifier } = statement;
  if (moduleSpecifier === undefined || !ts.isStringLiteral(moduleSpecifier)) return [];
  return [{ from: moduleSpecifier.text, isType: isTypeOnly(statement) }];
}

function isTypeOnly(statement: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
  if (ts.isExportDeclaration(statement)) return statement.isTypeOnly;
  const { importClause } = statement;
  if (importClause === undefined || importClause.isTypeOnly) return importClause !== undefined;
  const { name, namedBindings } = importClause;
  if (name !== undefined || namedBindings === undefined || !ts.isNamedImports(namedBindings)) return false;
  return namedBindings.elements.every(element => element.isTypeOnly);
}

function resolveImport(from: string, name: string): string {
  if (!name.startsWith('.')) return name;
  const path = relative(ROOT, resolve(ROOT, from, '..', name));
  return [`${path}.ts`, `${path}/index.ts`, path].find(candidate => existsSync(join(ROOT, candidate)))!;
}

/** `lib/model/a.ts -> lib/order/b.ts` for every import of `files` that `isWrong`. */
function wrongImports(
  files: readonly SourceFile[],
  isWrong: (file: SourceFile, imported: string) => boolean,
): readonly string[] {
  return files.flatMap(file =>
    file.imports.filter(imported => isWrong(file, imported)).map(imported => `${file.path} -> ${imported}`),
  );
}

test('every folder is listed', () => {
  expect(STATIONS.filter(({ folder }) => !(folder in MAY_IMPORT)).map(({ path }) => path)).toEqual([]);
  expect(new Set(STATIONS.map(({ folder }) => folder))).toContain('model');
});

test('a folder imports only what it may', () => {
  const isForbidden = ({ folder }: SourceFile, imported: string) => {
    const target = /^(?:lib\/)?([^/]+)\//.exec(imported)?.[1];
    const isOurs = imported.startsWith('lib/') || imported.startsWith('imports/');
    return isOurs && target !== folder && !MAY_IMPORT[folder].includes(target ?? '');
  };
  expect(wrongImports(STATIONS, isForbidden)).toEqual([]);
});

test('nothing imports the command, or the index, or this package by its name', () => {
  const isInside = (imported: string) =>
    /^lib\/(cli\/|index\.ts)|^cdk8s-profiles(\/(?!package\.json)|$)/.test(imported);
  expect(wrongImports(FILES, ({ folder }, imported) => folder !== 'cli' && isInside(imported))).toEqual([]);
});

test('only sources and deliver use the network', () => {
  const files = FILES.filter(({ folder }) => !MAY_USE_NETWORK.includes(folder));
  expect(wrongImports(files, (_, imported) => NETWORK.test(imported))).toEqual([]);
});

test('the folders that a command needs first do not import cdk8s', () => {
  const files = FILES.filter(({ folder }) => WITHOUT_CDK8S.includes(folder));
  expect(wrongImports(files, (_, imported) => CDK8S.test(imported))).toEqual([]);
});

test('pure folders read no files and start no processes', () => {
  const files = FILES.filter(({ folder }) => PURE.includes(folder));
  expect(wrongImports(files, (_, imported) => EFFECTS.test(imported))).toEqual([]);
});

test('only the command loads files late, and each package that is loaded late is loaded in one place', () => {
  const late = FILES.filter(({ folder, text }) => folder !== 'cli' && /\brequire\(/.test(text));
  expect(late.map(({ path }) => path)).toEqual(LOADS_LATE);
});

test('files do not import each other in a circle, including types', () => {
  const nodes = FILES.map(({ path, imports }) => {
    return { name: path, dependsOn: imports.filter(name => name.startsWith('lib/')) };
  });
  expect(planInstall(nodes).problems).toEqual([]);
});

test('folders do not import each other in a circle', () => {
  const rooms = new Set(FILES.map(({ room }) => room));
  const nodes = [...rooms].map(name => {
    const imported = FILES.filter(({ room }) => room === name).flatMap(({ imports }) => imports);
    const dependsOn = new Set(imported.filter(path => path.startsWith('lib/')).map(path => dirname(path)));
    dependsOn.delete(name);
    return { name, dependsOn: [...dependsOn] };
  });
  expect(planInstall(nodes).problems).toEqual([]);
});

test('no folder holds more than 25 files', () => {
  const rooms = FILES.map(({ room }) => room);
  expect([...new Set(rooms)].filter(name => rooms.filter(room => room === name).length > 25)).toEqual([]);
});

test('every file begins with what it is about, and has at most 200 lines', () => {
  expect(FILES.filter(({ text }) => !/^(#!.*\n)?\/\*\*/.test(text)).map(({ path }) => path)).toEqual([]);
  expect(FILES.filter(({ text }) => text.trimEnd().split('\n').length > 200).map(({ path }) => path)).toEqual([]);
});

test('docs/architecture.md describes every folder, and no other, and says which may import which', () => {
  const page = readFileSync(join(ROOT, 'docs/architecture.md'), 'utf8').replace(/^```.*?^```$/gms, '');
  const rows = [...page.matchAll(/^\| (`[a-z].*) \|$/gm)].map(([, row]) => row.split(' | '));
  const words = (cell: string) => [...cell.matchAll(/`([^`]+)`/g)].map(([, word]) => word);
  const described = rows.flatMap(([folders]) => words(folders).map(folder => `lib/${folder}`));
  expect([...new Set(described)].sort()).toEqual([...new Set(STATIONS.map(({ room }) => room))].sort());
  const allowed = rows
    .filter(row => row.length === 4)
    .map(([folder, , , imports]) => [words(folder)[0], words(imports)]);
  expect(Object.fromEntries(allowed)).toEqual(MAY_IMPORT);
  const named = words(page).filter(word => /^[a-z]+\/[a-z-/]+\.ts$/.test(word));
  expect(named.filter(file => !existsSync(join(ROOT, 'lib', file.replace(/^lib\//, ''))))).toEqual([]);
  expect(named).not.toEqual([]);
});
