/**
 * What source-controller leaves out of an artifact: files that match a pattern of a `.sourceignore`, or of `spec.ignore`
 * of the source. Patterns are those of `.gitignore`, except that the last one that matches a file, or a folder around
 * it, decides: a file can be taken back from a folder that is left out.
 */
import { posix } from 'node:path';
import ignore from 'ignore';
import { FileTree, type SourceFile } from '../kustomize/file-tree';

type NamedFile = readonly [path: string, file: SourceFile];

interface Rule {
  /** Folder of the file that contains the pattern; `.` is the root. */
  readonly folder: string;
  readonly isKept: boolean;
  readonly matches: (path: string) => boolean;
}

const filtered = new WeakMap<FileTree, Map<string, FileTree>>();

/** The files of a source, as far as its `.sourceignore` files, which are among them, allow. */
export function sourceTree(files: readonly NamedFile[], submodules: readonly string[]): FileTree {
  const isRules = ([path]: NamedFile) => posix.basename(path) === '.sourceignore';
  const lists = files.filter(isRules).sort(([a], [b]) => a.length - b.length);
  const rules = lists.flatMap(([path, { text }]) => rulesIn(text, posix.dirname(path)));
  return new FileTree(new Map(files.filter(file => !isRules(file) && !isLeftOut(file[0], rules))), submodules);
}

/** `tree` without what `patterns`, lines of `spec.ignore`, leave out. */
export function withoutIgnored(tree: FileTree, patterns: string): FileTree {
  const known = filtered.get(tree) ?? new Map<string, FileTree>();
  filtered.set(tree, known);
  const found = known.get(patterns);
  if (found !== undefined) return found;
  const rules = rulesIn(patterns, '.');
  const paths = tree.paths().filter(path => !isLeftOut(path, rules));
  const made = new FileTree(new Map(paths.map(path => [path, tree.file(path)!])), tree.submodules);
  known.set(patterns, made);
  return made;
}

function rulesIn(text: string, folder: string): Rule[] {
  const lines = text.split(/\r?\n/).filter(line => line.trim() !== '' && !line.startsWith('#'));
  return lines.map(line => {
    const isKept = line.startsWith('!');
    const matcher = ignore({ ignorecase: false }).add(isKept ? line.slice(1) : line);
    return { folder, isKept, matches: path => matcher.ignores(path) };
  });
}

function isLeftOut(path: string, rules: readonly Rule[]): boolean {
  const deciding = [...rules].reverse().find(({ folder, matches }) => {
    if (folder === '.') return matches(path);
    return path.startsWith(`${folder}/`) && matches(path.slice(folder.length + 1));
  });
  return deciding !== undefined && !deciding.isKept;
}
