/**
 * Members of what programs can import, and their words.
 */
import ts from 'typescript';
import { publicDeclarations, type PublicDeclarations, type PublicName } from './public-declarations';

/** A member of an exported class, interface or object type, at any depth. */
export interface PublicMember {
  /** `DriftDetection.ignore.paths`. */
  readonly path: string;
  readonly symbol: ts.Symbol;
  readonly declaration: ts.Declaration;
  /** The docstring of its parent, if that is a member too. */
  readonly outerWords?: string;
}

export let declarations: PublicDeclarations;
export let members: readonly PublicMember[];

beforeAll(() => {
  declarations = publicDeclarations();
  members = declarations.names.flatMap(name =>
    membersOf(
      name.declaration,
      name.name,
      ts.isTypeAliasDeclaration(name.declaration) ? wordsOf(name.symbol) : undefined,
    ),
  );
}, 120_000);

export function wordsOf(symbol: ts.Symbol): string {
  return ts.displayPartsToString(symbol.getDocumentationComment(declarations.checker)).trim();
}

/** Code in the docstring of `name` and of its members. */
export function examplesOf({ symbol, declaration, name }: PublicName): string[] {
  const symbols = [symbol, ...membersOf(declaration, name).map(member => member.symbol)];
  return symbols
    .flatMap(documented => documented.getJsDocTags(declarations.checker))
    .filter(tag => tag.name === 'example')
    .map(({ text }) => ts.displayPartsToString(text).replace(/^```ts\n([^]*)\n```$/, '$1'));
}

export function membersOf(node: ts.Node, path: string, outerWords?: string): PublicMember[] {
  const found: PublicMember[] = [];
  const visit = (child: ts.Node): void => {
    if (!isMember(child)) return void ts.forEachChild(child, visit);
    const flags = ts.getCombinedModifierFlags(child);
    if ((flags & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected)) !== 0) return;
    const symbol = declarations.checker.getSymbolAtLocation(child.name)!;
    const at = `${path}.${symbol.name}`;
    found.push({ path: at, symbol, declaration: child, outerWords });
    const inner = ts.isPropertySignature(child) || ts.isPropertyDeclaration(child) ? child.type : undefined;
    if (inner !== undefined) found.push(...membersOf(inner, at, `${outerWords ?? ''} ${wordsOf(symbol)}`));
  };
  ts.forEachChild(node, visit);
  return found;
}

/** Constructors are left out: without documentation of their own, an editor shows that of the class. */
export function isMember(
  node: ts.Node,
): node is (ts.ClassElement | ts.TypeElement) & { readonly name: ts.PropertyName } {
  return (ts.isClassElement(node) || ts.isTypeElement(node)) && node.name !== undefined;
}

/** The names of this package in `declaration`. */
export function mentionedIn(declaration: ts.Declaration): ts.Symbol[] {
  const found = new Set<ts.Symbol>();
  const visit = (node: ts.Node) => {
    if (ts.isIdentifier(node)) {
      const symbol = declarations.checker.getSymbolAtLocation(node);
      const target =
        symbol && (symbol.flags & ts.SymbolFlags.Alias) !== 0 ? declarations.checker.getAliasedSymbol(symbol) : symbol;
      if (target?.declarations?.some(isExportable)) found.add(target);
    }
    ts.forEachChild(node, visit);
  };
  visit(declaration);
  return [...found];
}

export function isExportable(node: ts.Declaration): boolean {
  return declarations.isOurs(node) && ts.isSourceFile(node.parent);
}
