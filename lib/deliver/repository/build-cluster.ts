/**
 * Builds everything that Flux applies to one cluster, from the folder that it begins with through all Kustomizations
 * in it.
 */
import {
  type AppliedCluster,
  type AppliedObject,
  hasVariable,
  idOf,
  isFluxKustomization,
} from '../../model/applied-cluster';
import { recordIn, recordsIn, textIn } from '../../model/data/fields';
import { isEncrypted } from '../../model/data/is-encrypted';
import { type Fields, isRecord } from '../../model/data/json';
import { addReport, type BuildReport } from '../kustomize/built-folders';
import { substitute, type Variables } from '../kustomize/substitute';
import { kustomizationIn, toApplied } from './applied-object';
import { type FileTree, resolveIn } from '../kustomize/file-tree';
import type { Builders } from './overlay-builders';
import { findFolder, type Repository } from './read-repository';
import { isResourceSet, objectsOf } from './resource-set';
import { sourceId, SourceTrees } from './source-trees';

/** Fields of a Flux Kustomization that change what kustomize builds, by their names in a `kustomization.yaml`. */
const ADDED = { targetNamespace: 'namespace', namePrefix: 'namePrefix', nameSuffix: 'nameSuffix', patches: 'patches', components: 'components', ignoreMissingComponents: 'ignoreMissingComponents' }; // prettier-ignore

/** One cluster while it is built. */
export class ClusterBuilder {
  readonly objects: AppliedObject[] = [];
  private readonly byId = new Map<string, AppliedObject>();
  readonly report: BuildReport = { unresolved: [], failures: [] };
  private readonly queue: AppliedObject[] = [];
  private readonly applied = new Set<string>();
  private readonly sources: SourceTrees;

  constructor(
    private readonly repository: Repository,
    private readonly builders: Builders,
    own?: string,
  ) {
    this.sources = new SourceTrees(repository, this.byId, own);
  }

  /** Adds an object, and what it applies. */
  add(object: AppliedObject): void {
    this.remember(object);
    if (isResourceSet(object)) return this.addResources(object);
    const inner = isFluxKustomization(object) ? object : kustomizationIn(object);
    if (inner === undefined) return;
    if (inner !== object) this.remember(inner);
    this.queue.push(inner);
  }

  private remember(object: AppliedObject): void {
    this.objects.push(object);
    const id = `${object.kind}/${object.namespace}/${object.name}`;
    if (!this.byId.has(id)) this.byId.set(id, object);
  }

  private addResources(set: AppliedObject): void {
    if (this.applied.has(idOf(set))) return;
    this.applied.add(idOf(set));
    const made = objectsOf(set);
    for (const object of made ?? []) this.add(object);
    if (made === undefined) this.hide(set, 'its templates are evaluated by Flux Operator', 'resourcesTemplate', { verb: 'creates' }); // prettier-ignore
  }

  /** Applies all Kustomizations; those that need an object of another one come after it. */
  applyAll(): void {
    let waiting: AppliedObject[] = [];
    let isMoving = true;
    while (isMoving) {
      isMoving = false;
      for (let next = this.queue.shift(); next !== undefined; next = this.queue.shift()) {
        if (this.isReady(next)) {
          this.apply(next);
          isMoving = true;
        } else waiting.push(next);
      }
      this.queue.push(...waiting);
      waiting = [];
    }
    // what is missing is not in this repository
    for (let next = this.queue.shift(); next !== undefined; next = this.queue.shift()) this.apply(next);
  }

  /** The result. */
  finish(name: string, bootstrapped: ReadonlySet<string>): AppliedCluster {
    const { unresolved, failures } = this.report;
    return { name, objects: this.objects, unresolved: [...new Set(unresolved)], failures: [...new Set(failures)], bootstrapped }; // prettier-ignore
  }

  private isReady(kustomization: AppliedObject): boolean {
    const isFound = this.references(kustomization).every(({ object }) => object !== undefined);
    return isFound && !('reason' in this.sources.find(kustomization));
  }

  private apply(kustomization: AppliedObject): void {
    const spec = recordIn(kustomization.object, 'spec');
    const id = `${idOf(kustomization)} ${textIn(spec, 'path')} ${sourceId(kustomization)}`;
    // a Kustomization can apply the folder which contains it, or be defined twice
    if (this.applied.has(id)) return;
    this.applied.add(id);
    if (isRecord(spec.kubeConfig))
      return this.hide(kustomization, 'it applies to another cluster', 'kubeConfig', { hidesObjects: false });
    const source = this.sources.find(kustomization);
    if ('reason' in source) return this.hide(kustomization, source.reason, 'sourceRef');
    const isMain = source.tree === this.repository.tree;
    const path = textIn(spec, 'path') ?? '';
    if (hasVariable(path)) return this.hide(kustomization, `its path is "${path}"`, 'path');
    const folder = findFolder({ tree: source.tree, root: isMain ? this.repository.root : '' }, path);
    // any repository has a root
    if (folder === '' && source.isGuess)
      return this.hide(kustomization, 'its source is not in this repository', 'sourceRef');
    if (folder === undefined || !source.tree.isFolder(folder)) {
      const isThere = this.repository.isWhole || source.tree.isFolder(path.replace(/^\.\//, '').split('/')[0]);
      const target = resolveIn('', path);
      if (isMain && target !== undefined && this.repository.hasFiles(`${this.repository.root}/${target}`)) return;
      if (!source.isOwn || !isThere || (target !== undefined && source.tree.isInSubmodule(target)))
        return this.hide(kustomization, `there is no folder "${path}" in this repository`, 'path');
      const what = `${idOf(kustomization)} applies "${path}", which does not exist in this repository`;
      this.report.failures.push({ what, remedy: 'correct the path', location: kustomization.locate('spec', 'path') });
      return;
    }
    this.addAll(kustomization, folder, source.tree);
  }

  private addAll(kustomization: AppliedObject, folder: string, tree: FileTree): void {
    const spec = recordIn(kustomization.object, 'spec');
    const added = Object.entries(ADDED).flatMap(([key, name]) => (spec[key] === undefined ? [] : [[name, spec[key]]]));
    const at = kustomization.locate('spec');
    const { objects, report } = this.builders.of(tree).build(folder, Object.fromEntries(added) as Fields, at);
    addReport(this.report, report);
    const variables = this.variablesOf(kustomization);
    for (const built of objects) {
      const object = variables === undefined ? built.object : substitute(built.object, variables);
      const applied = toApplied({ ...built, object }, kustomization);
      // the Kustomization that applies the folder which contains it
      if (isFluxKustomization(applied) && isSame(applied, kustomization)) continue;
      this.add(applied);
    }
  }

  private variablesOf(kustomization: AppliedObject): Variables | undefined {
    const postBuild = recordIn(kustomization.object, 'spec').postBuild;
    if (!isRecord(postBuild)) return undefined;
    const values = new Map<string, string>();
    let isOpen = false;
    for (const { object, isOptional } of this.references(kustomization)) {
      isOpen ||= object === undefined ? !isOptional : object.hasMoreData === true;
      for (const [name, value] of dataOf(object?.object ?? {})) {
        if (isEncrypted(value)) isOpen = true;
        else values.set(name, value);
      }
    }
    for (const [name, value] of Object.entries(recordIn(postBuild, 'substitute'))) values.set(name, String(value));
    return { values, isOpen };
  }

  /** The objects in `substituteFrom`. */
  private references(
    kustomization: AppliedObject,
  ): { readonly object?: AppliedObject; readonly isOptional: boolean }[] {
    // prettier-ignore
    const postBuild = recordIn(recordIn(kustomization.object, 'spec'), 'postBuild');
    return recordsIn(postBuild, 'substituteFrom').map(({ kind, name, optional }) => {
      const object = this.byId.get(`${String(kind)}/${kustomization.namespace}/${String(name)}`);
      return { ...(object !== undefined && { object }), isOptional: optional === true };
    });
  }

  private hide(
    object: AppliedObject,
    reason: string,
    field: string,
    { verb = 'applies', hidesObjects = true }: { readonly verb?: string; readonly hidesObjects?: boolean } = {},
  ): void {
    const what = `what ${idOf(object)} ${verb} is not known: ${reason}`;
    this.report.unresolved.push({ what, location: object.locate('spec', field), hidesObjects });
  }
}

/** Values of a ConfigMap or a Secret; the values of `data` in a Secret are decoded. */
function dataOf(object: Fields): Map<string, string> {
  const textsOf = (field: string) => Object.entries(recordIn(object, field)).map(([key, value]) => [key, String(value)] as const); // prettier-ignore
  const decode = (text: string) => (isEncrypted(text) ? text : Buffer.from(text, 'base64').toString('utf8'));
  const data = textsOf('data').map(([key, text]) => [key, object.kind === 'Secret' ? decode(text) : text] as const);
  return new Map([...data, ...textsOf('stringData')]);
}

function isSame(a: AppliedObject, b: AppliedObject): boolean {
  return a.name === b.name && a.namespace === b.namespace && sourceId(a) === sourceId(b);
}
