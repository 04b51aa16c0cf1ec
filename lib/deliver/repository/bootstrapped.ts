/**
 * What something other than Flux installs on a new cluster first: the releases of a helmfile, which many repositories
 * contain next to what Flux applies.
 */
import type { FileTree } from '../kustomize/file-tree';

/** Names of releases, and of their charts. */
export function bootstrappedIn(tree: FileTree): ReadonlySet<string> {
  const files = tree.paths().filter(path => path.includes('helmfile'));
  const texts = files.map(path => tree.file(path)!.text).filter(text => /^releases:/m.test(text));
  return new Set(texts.flatMap(namesIn));
}

/** From the text, because a helmfile is often a template. */
function namesIn(text: string): string[] {
  const values = [...text.matchAll(/^\s+(?:- )?(?:name|chart):\s*["']?([\w./:-]+)/gm)].map(([, value]) => value);
  return values.map(value => value.split('/').at(-1)!);
}
