/**
 * What people read in a program: its comments and messages.
 */
import * as ts from 'typescript';

/** A comment, or a literal of several words; `line` is its first one. */
export interface SourceText {
  readonly text: string;
  readonly line: number;
}

/** Comments are without their marks and without what they quote as code; lines after each other are one comment. */
export function textsOf(program: string): SourceText[] {
  const source = ts.createSourceFile('program.ts', program, ts.ScriptTarget.Latest);
  const literals = literalsIn(source);
  const lineAt = (offset: number) => source.getLineAndCharacterOfPosition(offset).line + 1;
  const messages = literals.filter(({ text }) => text.includes(' '));
  return [
    ...messages.map(({ text, start }) => ({ text, line: lineAt(start) })),
    ...commentsIn(withoutLiterals(program, literals)).map(({ text, start }) => ({ text, line: lineAt(start) })),
  ].sort((a, b) => a.line - b.line);
}

interface Literal {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Strings, parts of templates and regular expressions, in their order. */
function literalsIn(source: ts.SourceFile): Literal[] {
  const found: Literal[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isLiteralExpression(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) {
      const text = ts.isRegularExpressionLiteral(node) ? '' : node.text;
      found.push({ text, start: node.getStart(source), end: node.end });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found.sort((a, b) => a.start - b.start);
}

/** Literals may hold what looks like a comment: `https://`. */
function withoutLiterals(program: string, literals: readonly Literal[]): string {
  let rest = '';
  for (const { start, end } of literals) {
    rest += program.slice(rest.length, start);
    rest += ' '.repeat(end - start);
  }
  return rest + program.slice(rest.length);
}

function commentsIn(program: string): { readonly text: string; readonly start: number }[] {
  const comments = program.matchAll(/\/\*[^]*?\*\/|\/\/.*(?:\n *\/\/.*)*/g);
  return [...comments].map(({ 0: comment, index }) => ({
    text: comment
      .replace(/^\/\*\*?|\*\/$|^\s*\*(?!\/)|^\s*\/\//gm, '')
      .replace(/`[^`]*`/g, '``')
      .replace(/\s+/g, ' '),
    start: index,
  }));
}
