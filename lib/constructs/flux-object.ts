/**
 * A Flux object in the construct tree, whose content is worked out at synthesis.
 *
 * cdk8s would drop `null` values and copy every shared list on its way to YAML, so the
 * content bypasses it; what is added to `metadata`, and patches, count as usual.
 */
import { ApiObject, type ApiObjectMetadata, type JsonPatch } from 'cdk8s';
import type { Construct } from 'constructs';
import type { JsonObject } from '../model/json';
import { LABELS } from '../model/labels';
import { type Patch, patchObject } from '../model/patch-object';
import type { Problem } from '../model/problem';
import { ProfilesError } from '../model/profiles-error';
import { FLUX_OBJECT, mark } from './symbols';

/** Flux replaces `${name}` in what it applies, unless this annotation is "disabled" (kustomize-controller). */
const SUBSTITUTE = 'kustomize.toolkit.fluxcd.io/substitute';

/** What a Flux object is, and how its content is found. */
export interface FluxObjectProps {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ApiObjectMetadata & { readonly name: string; readonly namespace: string };
  /** Whether Flux shall replace `${name}` in it. */
  readonly substitute: boolean;
  /** Annotations that are known at synthesis only. */
  readonly annotate?: () => Readonly<Record<string, string>>;
  /** Called at synthesis, perhaps more than once. */
  readonly spec: () => JsonObject;
}

export class FluxObject extends ApiObject {
  private readonly patches_: Patch[] = [];
  private readonly content: Pick<FluxObjectProps, 'annotate' | 'spec' | 'substitute'>;

  constructor(scope: Construct, id: string, { annotate, spec, substitute, ...props }: FluxObjectProps) {
    super(scope, id, props);
    this.content = { annotate, spec, substitute };
    mark(this, FLUX_OBJECT);
  }

  /** Patches the finished object. */
  patch(...patches: readonly Patch[]): void {
    this.patches_.push(...patches);
  }

  /** As `patch`; the path must exist, unlike in cdk8s. */
  override addJsonPatch(...operations: readonly JsonPatch[]): void {
    this.patch(operations.map(operation => operation._toJson() as Patch & { op: 'test'; path: string }));
  }

  get isPatched(): boolean {
    return this.patches_.length > 0;
  }

  /** What is wrong with the patches. */
  findPatchProblems(): Problem[] {
    const { object, problems } = this.finish();
    return problems.length > 0 ? problems : changedFields(this.unpatched(), object);
  }

  /** The spec as it is written. */
  finalSpec(): JsonObject {
    return this.finish().object.spec as JsonObject;
  }

  /** The object as it is written; throws ProfilesError when a patch does not fit. */
  override toJson(): JsonObject {
    const { object, problems } = this.finish();
    if (problems.length > 0) throw new ProfilesError(problems);
    return this.content.substitute || !holdsVariable(object) ? object : mergeAnnotation(object, SUBSTITUTE, 'disabled');
  }

  private finish(): { object: JsonObject; problems: Problem[] } {
    let object = this.unpatched();
    for (const patch of this.patches_) {
      const patched = patchObject(object, patch);
      if ('reason' in patched) return { object, problems: [{ kind: 'invalid-patch', reason: patched.reason }] };
      object = patched.object;
    }
    return { object, problems: [] };
  }

  private unpatched(): JsonObject {
    const { annotate, spec } = this.content;
    const object = { apiVersion: this.apiVersion, kind: this.kind, metadata: this.metadata.toJson() as JsonObject };
    const annotated = Object.entries(annotate?.() ?? {}).reduce(
      (merged: JsonObject, [key, value]) => mergeAnnotation(merged, key, value),
      object,
    );
    return { ...annotated, spec: spec() };
  }
}

/** What order and names hang on, as a path for a message. */
const FROZEN: readonly (readonly string[])[] = [
  ['apiVersion'],
  ['kind'],
  ['metadata', 'name'],
  ['metadata', 'namespace'],
  ...Object.values(LABELS).map(label => ['metadata', 'labels', label]),
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

function mergeAnnotation(object: JsonObject, key: string, value: string): JsonObject {
  const metadata = object.metadata as JsonObject;
  const annotations = { ...(metadata.annotations as JsonObject | undefined), [key]: value };
  const sorted = Object.fromEntries(Object.entries(annotations).sort(([a], [b]) => (a < b ? -1 : 1)));
  return { ...object, metadata: { ...metadata, annotations: sorted } };
}

/** Whether a string in `value` holds `${`; lists of dependencies are frozen, and hold none. */
function holdsVariable(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('${');
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return false;
  if (Array.isArray(value)) return value.some(holdsVariable);
  return Object.entries(value).some(([key, child]) => key.includes('${') || holdsVariable(child));
}
