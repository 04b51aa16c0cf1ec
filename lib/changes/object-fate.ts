/**
 * What Flux does with an object that is no longer in the manifests.
 *
 * Source: kustomize-controller 1.9 (`finalizerShouldDeleteResources`, `deleteObjects` and `prune` in
 * internal/controller/kustomization_controller.go).
 */
import { posix } from 'node:path';
import { recordIn } from '../model/data/fields';
import type { Fields } from '../model/data/json';
import type { WrittenObject, WrittenOutput } from '../model/written-output';
import type { Effect } from './change';
import { textIn } from './helm-target';

/** The Flux Kustomization that applies an object: its spec after the change, or before if it is removed too. */
export interface Parent {
  readonly name: string;
  readonly spec: Fields;
  readonly isRemoved: boolean;
}

const POLICY = 'kustomize.toolkit.fluxcd.io';

/** What happens to a removed object; without a parent, Flux is expected to prune it. */
export function fateOf(object: Fields, parent: Parent | undefined): Effect {
  if (isExcluded(object)) return { kind: 'orphaned', reason: 'annotation' };
  if (parent?.spec.suspend === true) return { kind: 'orphaned', reason: 'suspended parent', by: parent.name };
  if (parent !== undefined && !prunes(parent)) return { kind: 'orphaned', reason: 'no pruning', by: parent.name };
  return { kind: 'pruned' };
}

/** Whether Flux deletes the object and creates it again if an immutable field changes. */
export function isForced(object: Fields, parent: Parent | undefined): boolean {
  return parent?.spec.force === true || policyOf(object, 'force') === 'enabled';
}

function isExcluded(object: Fields): boolean {
  return (
    policyOf(object, 'prune') === 'disabled' ||
    policyOf(object, 'reconcile') === 'disabled' ||
    policyOf(object, 'ssa') === 'ignore'
  );
}

/** An annotation or a label of Flux, in lower case. */
function policyOf(object: Fields, name: string): string | undefined {
  const metadata = recordIn(object, 'metadata');
  const [annotation, label] = ['annotations', 'labels'].map(key =>
    textIn(recordIn(metadata, key), `${POLICY}/${name}`)?.toLowerCase(),
  );
  return annotation ?? label;
}

function prunes({ spec, isRemoved }: Parent): boolean {
  const policy = textIn(spec, 'deletionPolicy') ?? 'MirrorPrune';
  return isRemoved && policy !== 'MirrorPrune' ? policy !== 'Orphan' : spec.prune === true;
}

/** Finds the Flux Kustomizations that apply the objects of two outputs, as far as they are in them. */
export class Parents {
  private readonly found: readonly { readonly path: string; readonly parent: Parent }[];

  constructor(
    before: WrittenOutput,
    after: WrittenOutput,
    /** The folder of both, `dist`. Absent: unknown. */
    private readonly root?: string,
  ) {
    const now = kustomizationsIn(after);
    const all = new Map([...kustomizationsIn(before), ...now]);
    this.found = [...all].flatMap(([key, { name, namespace, object }]) => {
      const spec = recordIn(object, 'spec');
      const path = textIn(spec, 'path');
      const parent = { name: `${namespace ?? 'default'}/${name}`, spec, isRemoved: !now.has(key) };
      return path === undefined ? [] : [{ path: normalize(path), parent }];
    });
  }

  /** The Kustomization whose path ends with the folder of `path`, or with one that contains it; the nearest. */
  of(path: string): Parent | undefined {
    for (let folder = posix.dirname(path); folder !== '.'; folder = posix.dirname(folder)) {
      const found = this.found.find(entry => endsWith(entry.path, folder));
      if (found !== undefined) return found.parent;
    }
    const root = this.root === undefined ? undefined : normalize(this.root.replaceAll('\\', '/'));
    // either may be relative to another folder of the repository, or absolute
    return this.found.find(entry => root !== undefined && (endsWith(entry.path, root) || endsWith(root, entry.path)))
      ?.parent;
  }
}

function normalize(path: string): string {
  return posix.normalize(path).replace(/(?<=.)\/$/, '');
}

function endsWith(path: string, folder: string): boolean {
  return path === folder || path.endsWith(`/${folder}`);
}

function kustomizationsIn({ objects }: WrittenOutput): Map<string, WrittenObject> {
  const found = objects.filter(
    ({ kind, apiVersion }) => kind === 'Kustomization' && apiVersion.startsWith(`${POLICY}/`),
  );
  return new Map(found.map(object => [`${object.cluster}/${object.namespace}/${object.name}`, object]));
}
