/**
 * Finds the files of the source that a Flux Kustomization refers to.
 */
import { posix } from 'node:path';
import { type AppliedObject, groupOf } from '../../model/applied-cluster';
import { recordIn, recordsIn, textIn } from '../../model/data/fields';
import { type Fields } from '../../model/data/json';
import { FileTree, type SourceFile } from '../kustomize/file-tree';
import type { Repository } from './read-repository';
import { withoutIgnored } from './source-ignore';

/** The files of a source, or why they are not known. */
export type SourceTree =
  /** `isOwn`: it is this repository, so that a folder that is missing is a mistake. */
  { readonly tree: FileTree; readonly isOwn: boolean; readonly isGuess?: true } | { readonly reason: string };

/** The sources of one cluster. */
export class SourceTrees {
  private readonly artifacts = new Map<AppliedObject, Map<string, FileTree>>();

  constructor(
    private readonly repository: Repository,
    /** Everything that was found so far, by kind, namespace and name: `GitRepository/flux-system/flux-system`. */
    private readonly objects: ReadonlyMap<string, AppliedObject>,
    /** Source of the folder that Flux begins with. */
    private readonly own?: string,
  ) {}

  /** The files that `kustomization` is built from. */
  find(kustomization: AppliedObject): SourceTree {
    const found = this.findAll(kustomization);
    const source = this.objects.get(sourceId(kustomization));
    const ignored = source && textIn(recordIn(source.object, 'spec'), 'ignore');
    return 'reason' in found || ignored === undefined ? found : { ...found, tree: withoutIgnored(found.tree, ignored) };
  }

  private findAll(kustomization: AppliedObject): SourceTree {
    const reference = recordIn(recordIn(kustomization.object, 'spec'), 'sourceRef');
    const id = sourceId(kustomization);
    const [kind, namespace, name] = id.split('/');
    if (kind === 'ExternalArtifact') return this.findArtifact(namespace, name);
    const isOwn = { tree: this.repository.tree, isOwn: kind === 'GitRepository' };
    if (id === this.own || textIn(reference, 'name') === 'flux-system') return isOwn;
    const source = this.objects.get(id);
    if (source === undefined) return { ...isOwn, isOwn: false, isGuess: true };
    const url = textIn(recordIn(source.object, 'spec'), 'url') ?? '';
    const known = [this.repository.origin, this.urlOfOwn()].filter(other => other !== undefined);
    return known.some(other => isSameRepository(other, url))
      ? isOwn
      : { reason: `${kind} ${namespace}/${name} is another source` };
  }

  private urlOfOwn(): string | undefined {
    const source = this.own === undefined ? undefined : this.objects.get(this.own);
    return source && textIn(recordIn(source.object, 'spec'), 'url');
  }

  private findArtifact(namespace: string, name: string): SourceTree {
    const generators = [...this.objects.values()].filter(
      object => object.kind === 'ArtifactGenerator' && groupOf(object.apiVersion) === 'source.extensions.fluxcd.io',
    );
    for (const generator of generators) {
      const artifact = recordsIn(recordIn(generator.object, 'spec'), 'artifacts').find(item => item.name === name);
      if (generator.namespace !== namespace || artifact === undefined) continue;
      const known = this.artifacts.get(generator) ?? new Map<string, FileTree>();
      const tree = known.get(name) ?? copyFiles(this.repository.tree, artifact);
      this.artifacts.set(generator, known.set(name, tree));
      return { tree, isOwn: false };
    }
    return { reason: `no ArtifactGenerator in this repository makes the ExternalArtifact ${namespace}/${name}` };
  }
}

/** `GitRepository/flux-system/flux-system`: the source of a Flux Kustomization. */
export function sourceId({ object, namespace }: AppliedObject): string {
  const { kind, name, namespace: other } = recordIn(recordIn(object, 'spec'), 'sourceRef') as Record<string, string>;
  return [kind, other ?? namespace, name].join('/');
}

/** The files that `copy` of an artifact takes: `from: '@alias/apps/**'`, `to: '@artifact/'`. */
function copyFiles(tree: FileTree, artifact: Fields): FileTree {
  const files = new Map<string, SourceFile>();
  for (const step of recordsIn(artifact, 'copy')) {
    const given = (textIn(step, 'from') ?? '').replace(/^@[^/]+\/?/, '');
    const from = given === '' || given.endsWith('/') ? `${given}**` : given;
    const to = (textIn(step, 'to') ?? '').replace(/^@artifact\/?/, '');
    const base = from.split(/[*?[{]/)[0].replace(/[^/]*$/, '');
    for (const path of tree.paths()) {
      if (path !== from && !isBelowPattern(path, from)) continue;
      const target = path === from && !to.endsWith('/') && to !== '' ? to : posix.join(to, path.slice(base.length));
      files.set(target, tree.file(path)!);
    }
  }
  return new FileTree(files);
}

/** Whether `path` matches `apps/**`; other patterns take the whole folder before them. */
function isBelowPattern(path: string, pattern: string): boolean {
  const [base] = pattern.split(/[*?[{]/);
  return base !== pattern && path.startsWith(base);
}

/** Whether two URLs are of one repository: `ssh://git@github.com/org/fleet` and `https://github.com/org/fleet.git`. */
function isSameRepository(a: string, b: string): boolean {
  const [first, second] = [a, b].map(url =>
    url
      .replace(/^[a-z+]+:\/\//, '')
      .replace(/^[^@/]*@/, '')
      .replace(/^([^/:]+):(?!\d+\/)/, '$1/')
      .replace(/(\.git)?\/*$/, '')
      .toLowerCase(),
  );
  return first === second;
}
