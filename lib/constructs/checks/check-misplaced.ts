/**
 * Objects in a cluster whose releases all go to another API server, by `kubeConfig`: Flux applies the objects to its
 * own, where only what Flux and Cluster API read belongs.
 */
import { isPlainObject } from '../../model/data/values';
import type { Problem } from '../../model/problem';
import type { AppliedObject } from '../tree/objects';
import { FALLBACK, FLUX_OBJECT, isMarked, KUSTOMIZATION } from '../tree/symbols';
import type { FoundSpec } from './check-namespaces';

/** API groups that controllers of a management cluster read: Flux, Cluster API, and Weave GitOps. */
const MANAGEMENT = /(^|\.)(toolkit\.fluxcd\.io|fluxcd\.controlplane\.io|cluster\.x-k8s\.io|weave\.works)$/;
/** Also what becomes a Secret, such as SealedSecret. */
const REFERABLE = /(Secret|ConfigMap)$/;

/**
 * A problem for each of `objects` that belongs to the API server of `specs`; none if that is the one that Flux runs on.
 * `sources` are options of sources, which may be written elsewhere.
 */
export function checkMisplaced(
  specs: readonly FoundSpec[],
  objects: readonly AppliedObject[],
  sources: unknown,
): Problem[] {
  if (specs.length === 0 || specs.some(isLocal)) return [];
  const own = objects.filter(({ object }) => !isMarked(object, FLUX_OBJECT) && !isMarked(object, FALLBACK));
  const others = own.filter(({ group }) => !MANAGEMENT.test(group));
  if (others.length === 0) return [];
  const management = objects.filter(({ group }) => MANAGEMENT.test(group));
  const namespaces = new Set([...specs, ...management].map(({ namespace }) => namespace));
  const referred = new Set([
    ...[...namespaces].flatMap(namespace => refersTo(Object.values(sources ?? {}), namespace)),
    ...specs.flatMap(({ namespace, spec, construct }) => refersTo(spec, namespace, isMarked(construct, KUSTOMIZATION))),
    ...management.flatMap(({ namespace, spec, object }) =>
      isMarked(object, FLUX_OBJECT) && object.kind === 'HelmRelease' ? [] : refersTo(spec(), namespace),
    ),
  ]);
  const belongs = ({ group, kind, name, namespace }: AppliedObject) =>
    kind === 'Namespace' && group === 'core'
      ? namespaces.has(name)
      : REFERABLE.test(kind) && referred.has(`${namespace}/${name}`);
  return others
    .filter(object => !belongs(object))
    .map(({ kind, name, object }) => ({
      kind: 'misplaced-object',
      object: `${kind} "${name}"`,
      path: object.node.path,
    }));
}

/** Whether anything of a release goes to the API server that Flux runs on. */
function isLocal({ spec, construct }: FoundSpec): boolean {
  const applied = isMarked(construct, KUSTOMIZATION) ? kustomizationIn(spec) : spec;
  return applied?.kubeConfig === undefined;
}

/** The spec of the Kustomization that the release of manifests installs. */
function kustomizationIn({ values }: FoundSpec['spec']) {
  const spec = isPlainObject(values) ? values.spec : undefined;
  return isPlainObject(spec) ? spec : undefined;
}

/** `<namespace>/<name>` of each Secret and ConfigMap in `value`, which an object in `namespace` contains. */
function refersTo(value: unknown, namespace: string | undefined, withValues = false): string[] {
  if (Array.isArray(value)) return value.flatMap(item => refersTo(item, namespace, withValues));
  if (!isPlainObject(value)) return [];
  const { kind, name } = value;
  const isReference = typeof name === 'string' && (kind === undefined || REFERABLE.test(String(kind)));
  const at = typeof value.namespace === 'string' ? value.namespace : namespace;
  const inner = Object.entries(value).filter(([key]) => withValues || key !== 'values');
  return [
    ...(isReference ? [`${at}/${name}`] : []),
    ...inner.flatMap(([, child]) => refersTo(child, namespace, withValues)),
  ];
}
