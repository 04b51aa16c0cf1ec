/**
 * The declarations that the package ships, generated in memory, as an importing program sees them.
 */
import { join } from 'node:path';
import ts from 'typescript';

const ROOT = join(__dirname, '..');
const OUT = join(ROOT, 'build');
const INDEX = join(OUT, 'lib/index.d.ts');

/** Like an app created by `cdk8s init`: an old library, and declarations of packages are checked. */
const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2017,
  lib: ['lib.es2016.d.ts'],
  module: ts.ModuleKind.CommonJS,
  moduleResolution: ts.ModuleResolutionKind.Node10,
  strict: true,
  noEmit: true,
  types: ['node'],
  baseUrl: ROOT,
  paths: { 'cdk8s-profiles': ['build/lib/index'] },
};

/** One exported name. */
export interface PublicName {
  readonly name: string;
  readonly symbol: ts.Symbol;
  readonly declaration: ts.Declaration;
}

/** The package as a program sees it. */
export interface PublicDeclarations {
  readonly checker: ts.TypeChecker;
  /** Sorted by name. */
  readonly names: readonly PublicName[];
  /** Whether `declaration` belongs to this package. */
  isOurs(declaration: ts.Node): boolean;
  /** The compiler's messages for the declarations of this package, and for `programs`, by file. */
  compile(programs: ReadonlyMap<string, string>): readonly string[];
}

/** Generates the declarations; takes some seconds. */
export function publicDeclarations(): PublicDeclarations {
  const files = emitDeclarations();
  const program = createProgram(files);
  const checker = program.getTypeChecker();
  const index = checker.getSymbolAtLocation(program.getSourceFile(INDEX)!)!;
  const names = checker.getExportsOfModule(index).map(exported => {
    const isAlias = (exported.flags & ts.SymbolFlags.Alias) !== 0;
    const symbol = isAlias ? checker.getAliasedSymbol(exported) : exported;
    return { name: exported.name, symbol, declaration: symbol.declarations![0] };
  });
  return {
    checker,
    names: names.sort((a, b) => (a.name < b.name ? -1 : 1)),
    isOurs: declaration => files.has(declaration.getSourceFile().fileName),
    compile: programs => compile(new Map([...files, ...programs]), program),
  };
}

/** Texts by path: `build/lib/index.d.ts`. */
function emitDeclarations(): Map<string, string> {
  const files = new Map<string, string>();
  const { config } = ts.readConfigFile(join(ROOT, 'lib/tsconfig.json'), path => ts.sys.readFile(path));
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, join(ROOT, 'lib'));
  const program = ts.createProgram([join(ROOT, 'lib/index.ts')], {
    ...options,
    emitDeclarationOnly: true,
    noCheck: true,
  });
  program.emit(undefined, (path, text) => files.set(path, text), undefined, true);
  return files;
}

function createProgram(files: ReadonlyMap<string, string>, old?: ts.Program): ts.Program {
  const host = ts.createCompilerHost(OPTIONS);
  const { fileExists, readFile, getSourceFile, directoryExists } = host;
  const folders = new Set([...files.keys()].flatMap(path => foldersOf(path)));
  host.fileExists = path => files.has(path) || (!path.startsWith(`${OUT}/`) && fileExists(path));
  host.readFile = path => files.get(path) ?? readFile(path);
  host.directoryExists = path => folders.has(path) || directoryExists!(path);
  host.getSourceFile = (path, options) => {
    const known = old?.getSourceFile(path);
    if (known !== undefined) return known;
    const text = files.get(path);
    return text === undefined ? getSourceFile(path, options) : ts.createSourceFile(path, text, options, true);
  };
  const programs = [...files.keys()].filter(path => !path.endsWith('.d.ts'));
  return ts.createProgram([INDEX, ...programs], OPTIONS, host, old);
}

function foldersOf(path: string): string[] {
  const parts = path.split('/');
  return parts.map((_, i) => parts.slice(0, i).join('/'));
}

function compile(files: ReadonlyMap<string, string>, old: ts.Program): string[] {
  const program = createProgram(files, old);
  return [...files.keys()]
    .flatMap(path => program.getSourceFile(path) ?? [])
    .flatMap(file => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)])
    .map(({ file, start, messageText }) => {
      const { line } = file!.getLineAndCharacterOfPosition(start!);
      return `${file!.fileName}:${line + 1} ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
    });
}
