/**
 * What the repository installs without a HelmRelease of its own: the releases of a helmfile, which many repositories
 * contain next to what Flux applies, and the dependencies of charts in the repository.
 */
import { recordsIn, textIn } from '../../model/data/fields';
import type { FileTree, SourceFile } from '../kustomize/file-tree';

/** Names of releases, and of their charts. */
export function bootstrappedIn(tree: FileTree): ReadonlySet<string> {
  const files = tree.paths().filter(path => path.includes('helmfile'));
  const texts = files.map(path => tree.file(path)!.text).filter(text => /^releases:/m.test(text));
  const charts = tree.paths().filter(path => /(^|\/)Chart\.yaml$/.test(path));
  return new Set([...texts.flatMap(namesIn), ...charts.flatMap(path => dependenciesIn(tree.file(path)!))]);
}

/** From the text, because a helmfile is often a template. */
function namesIn(text: string): string[] {
  const values = [...text.matchAll(/^\s+(?:- )?(?:name|chart):\s*["']?([\w./:-]+)/gm)].map(([, value]) => value);
  return values.map(value => value.split('/').at(-1)!);
}

function dependenciesIn(file: SourceFile): string[] {
  const charts = file.parse().objects.flatMap(({ object }) => recordsIn(object, 'dependencies'));
  return charts.flatMap(chart => textIn(chart, 'name') ?? []);
}
