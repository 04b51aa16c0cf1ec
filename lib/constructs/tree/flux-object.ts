/**
 * A Flux object in the construct tree, whose content is computed at synthesis.
 *
 * cdk8s would drop `null` values, and copy every shared list before it writes YAML, so the content
 * bypasses it; additions to `metadata` and patches work as usual.
 */
import { ApiObject, type ApiObjectMetadata, type JsonPatch } from 'cdk8s';
import type { Construct } from 'constructs';
import type { DependencyReference } from '../../flux/release';
import { holdsVariable } from '../../model/data/holds-variable';
import type { JsonObject } from '../../model/data/json';
import { copyPlain } from '../../model/data/copy-plain';
import { LABELS, OWN_ANNOTATIONS } from '../../model/labels';
import { type JsonPatchOperation, type Patch, patchObject } from '../../model/data/patch-object';
import { shareYaml } from '../../model/yaml/yaml-text';
import type { Problem } from '../../model/problem';
import { ProfilesError } from '../../model/profiles-error';
import { type MetadataAdditions, metadataJson, withAdditions } from './object-metadata';
import { FLUX_OBJECT, mark } from './symbols';

/** Flux replaces `${name}` in what it applies, unless this annotation is "disabled" (kustomize-controller). */
const SUBSTITUTE = 'kustomize.toolkit.fluxcd.io/substitute';

/** What the order of the cluster adds to an object; known only at synthesis. */
export interface OrderedFields extends MetadataAdditions {
  /** Frozen; absent if it does not wait for anything. */
  readonly dependsOn?: readonly DependencyReference[];
  /** Adds to `spec.uninstall`. */
  readonly uninstall?: (own: JsonObject) => JsonObject;
}

/** The order of a cluster at one moment. Each moment is a separate object, so that it can be a key. */
export interface OrderMoment {
  /** What the order adds to `object`. */
  fieldsOf(object: ApiObject): OrderedFields;
}

/** What a Flux object is, and where its content comes from. */
export interface FluxObjectProps {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ApiObjectMetadata & { readonly name: string; readonly namespace: string };
  /** Everything except the metadata: `spec`, or `data`; a function is called for each moment, perhaps several times. */
  readonly body: JsonObject | ((moment: OrderMoment) => JsonObject);
  /** Whether Flux replaces `${name}` in it. */
  readonly substitute: boolean;
  /** The cluster whose current order is added. Absent: nothing is added, and `body` is not a function. */
  readonly orderedIn?: { readonly order: OrderMoment };
}

export class FluxObject extends ApiObject {
  private readonly ownPatches: Patch[] = [];
  private readonly content: Pick<FluxObjectProps, 'body' | 'orderedIn' | 'substitute'>;

  constructor(scope: Construct, id: string, props: FluxObjectProps) {
    // without a spread, which takes much longer for so many objects
    const { apiVersion, kind, metadata, body, orderedIn, substitute } = props;
    super(scope, id, { apiVersion, kind, metadata });
    this.content = { body, orderedIn, substitute };
  }

  /** Patches the finished object. */
  patch(...patches: readonly Patch[]): void {
    this.ownPatches.push(...patches);
  }

  /** Like `patch`; unlike in cdk8s, the path must exist. */
  override addJsonPatch(...operations: readonly JsonPatch[]): void {
    this.patch(operations.map(operation => operation._toJson() as JsonPatchOperation));
  }

  get isPatched(): boolean {
    return this.ownPatches.length > 0;
  }

  /** Problems of the patches at `moment`. */
  findPatchProblems(moment: OrderMoment): Problem[] {
    const unpatched = this.unpatched(this.bodyAt(moment), moment.fieldsOf(this));
    const { object, problems } = this.applyPatches(unpatched);
    return problems.length > 0 ? problems : changedFields(unpatched, object);
  }

  /** The spec at `moment` with its patches, but without the additions of the order. */
  specAt(moment: OrderMoment): JsonObject {
    const body = this.bodyAt(moment);
    if (!this.isPatched) return body.spec as JsonObject;
    return this.applyPatches(this.unpatched(body)).object.spec as JsonObject;
  }

  /** The object as it is written; throws ProfilesError if a patch cannot be applied. */
  override toJson(): JsonObject {
    return copyPlain(this.toSharedJson());
  }

  /** Like `toJson`, for readers: objects have parts of it in common. */
  toSharedJson(): JsonObject {
    return this.toJsonAt(this.content.orderedIn?.order);
  }

  /** Like `toSharedJson`, at `moment`. */
  toJsonAt(moment: OrderMoment | undefined): JsonObject {
    const fields = this.content.orderedIn && moment?.fieldsOf(this);
    const { object, problems } = this.applyPatches(this.unpatched(this.bodyAt(moment), fields));
    if (problems.length > 0) throw new ProfilesError(problems);
    if (this.content.substitute || !holdsVariable(object)) return object;
    const metadata = withAdditions(object.metadata as JsonObject, { annotations: { [SUBSTITUTE]: 'disabled' } });
    return { ...object, metadata };
  }

  private bodyAt(moment: OrderMoment | undefined): JsonObject {
    const { body } = this.content;
    return typeof body === 'function' ? body(moment!) : body;
  }

  private applyPatches(unpatched: JsonObject): { object: JsonObject; problems: Problem[] } {
    if (!this.isPatched) return { object: unpatched, problems: [] };
    let object = unpatched;
    for (const patch of this.ownPatches) {
      const patched = patchObject(object, patch);
      if ('reason' in patched) return { object, problems: [{ kind: 'invalid-patch', reason: patched.reason }] };
      object = patched.object;
    }
    return { object, problems: [] };
  }

  private unpatched(body: JsonObject, order?: OrderedFields): JsonObject {
    const { apiVersion, kind } = this;
    const metadata = metadataJson(this.metadata, this.node.root, order);
    if (order?.dependsOn === undefined) return { apiVersion, kind, metadata, ...body };
    const { dependsOn, uninstall } = order;
    return { apiVersion, kind, metadata, ...body, spec: orderedSpec(body.spec as JsonObject, dependsOn, uninstall) };
  }
}

mark(FluxObject.prototype, FLUX_OBJECT);

/** Shared specs with dependencies, by both: releases on many clusters have the same. */
const ORDERED = new WeakMap<object, WeakMap<JsonObject, JsonObject>>();

function orderedSpec(
  spec: JsonObject,
  dependsOn: readonly DependencyReference[],
  uninstall: OrderedFields['uninstall'],
): JsonObject {
  const known = Object.isFrozen(spec) ? (ORDERED.get(dependsOn) ?? new WeakMap<JsonObject, JsonObject>()) : undefined;
  const same = known?.get(spec);
  if (same !== undefined) return same;
  const ordered = { ...spec, dependsOn };
  if (uninstall !== undefined) Object.assign(ordered, { uninstall: uninstall((spec.uninstall ?? {}) as JsonObject) });
  if (known === undefined) return ordered;
  ORDERED.set(dependsOn, known.set(spec, shareYaml(ordered)));
  return ordered;
}

/** The content of `object`, not to be changed: it may be shared. */
export function readObject(object: ApiObject): JsonObject {
  return 'toSharedJson' in object ? (object as FluxObject).toSharedJson() : (object.toJson() as JsonObject);
}

/** Fields that names or order depend on, as paths for messages. */
const FROZEN: readonly (readonly string[])[] = [
  ['apiVersion'],
  ['kind'],
  ['metadata', 'name'],
  ['metadata', 'namespace'],
  ...Object.values(LABELS).map(label => ['metadata', 'labels', label]),
  ...OWN_ANNOTATIONS.map(annotation => ['metadata', 'annotations', annotation]),
  ['spec', 'dependsOn'],
];

function changedFields(before: JsonObject, after: JsonObject): Problem[] {
  return FROZEN.filter(path => JSON.stringify(at(before, path)) !== JSON.stringify(at(after, path))).map(path => ({
    kind: 'forbidden-patch',
    field: path.join('.'),
  }));
}

function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((found, key) => (found as JsonObject | undefined)?.[key], value);
}
