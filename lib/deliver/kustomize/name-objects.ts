/**
 * What `namespace`, `namePrefix`, `nameSuffix`, labels and annotations of a `kustomization.yaml` change.
 */
import { recordIn, recordsIn, textIn } from '../../model/data/fields';
import type { Fields } from '../../model/data/json';
import { groupOf } from '../../model/applied-cluster';
import { type BuiltObject, changed, metadataOf, metadataText, withMetadata } from './built-object';

/** Kinds of Kubernetes that have no namespace, by group. Custom resources count as if they had one, as in kustomize. */
const CLUSTER_SCOPED: ReadonlyMap<string, RegExp> = new Map([
  ['', /^(Namespace|Node|PersistentVolume)$/],
  ['admissionregistration.k8s.io', /./],
  ['apiextensions.k8s.io', /^CustomResourceDefinition$/],
  ['apiregistration.k8s.io', /^APIService$/],
  ['certificates.k8s.io', /^CertificateSigningRequest$/],
  ['flowcontrol.apiserver.k8s.io', /./],
  ['networking.k8s.io', /^(IngressClass|IPAddress|ServiceCIDR)$/],
  ['node.k8s.io', /^RuntimeClass$/],
  ['policy', /^PodSecurityPolicy$/],
  ['rbac.authorization.k8s.io', /^ClusterRole(Binding)?$/],
  ['scheduling.k8s.io', /^PriorityClass$/],
  ['storage.k8s.io', /^(StorageClass|VolumeAttachment|CSIDriver|CSINode|VolumeAttributesClass)$/],
]);

/** Whether objects of a kind have no namespace. */
export function isClusterScoped(object: Fields): boolean {
  const kinds = CLUSTER_SCOPED.get(groupOf(textIn(object, 'apiVersion') ?? ''));
  return kinds?.test(textIn(object, 'kind') ?? '') ?? false;
}

/** `objects` as the fields of an overlay name and label them. */
export function nameObjects(objects: readonly BuiltObject[], fields: Fields): readonly BuiltObject[] {
  const [namespace, prefix = '', suffix = ''] = ['namespace', 'namePrefix', 'nameSuffix'].map(key => textIn(fields, key)); // prettier-ignore
  const pairs = recordsIn(fields, 'labels').map(item => recordIn(item, 'pairs'));
  const labels = Object.assign({}, recordIn(fields, 'commonLabels'), ...pairs) as Fields;
  const annotations = recordIn(fields, 'commonAnnotations');
  const isUnchanged =
    !namespace && prefix + suffix === '' && Object.keys(labels).length + Object.keys(annotations).length === 0;
  if (isUnchanged) return objects;
  return objects.map(built => {
    const { object } = built;
    const placed = namespace ? inNamespace(object, namespace) : object;
    const named = prefix + suffix === '' || isUnnamed(placed) ? placed : withMetadata(placed, { name: `${prefix}${metadataText(placed, 'name')}${suffix}` }); // prettier-ignore
    return changed(built, marked(named, { labels, annotations }));
  });
}

/** A Namespace gets the name, as in kustomize. */
function inNamespace(object: Fields, namespace: string): Fields {
  if (object.kind === 'Namespace' && object.apiVersion === 'v1') return withMetadata(object, { name: namespace });
  return isClusterScoped(object) ? object : withMetadata(object, { namespace });
}

/** kustomize keeps these names, because they mean something. */
function isUnnamed({ kind }: Fields): boolean {
  return kind === 'CustomResourceDefinition' || kind === 'APIService' || kind === 'Namespace';
}

function marked(object: Fields, added: { readonly labels: Fields; readonly annotations: Fields }): Fields {
  const changes = Object.entries(added).filter(([, values]) => Object.keys(values).length > 0);
  if (changes.length === 0) return object;
  const metadata = metadataOf(object);
  return withMetadata(
    object,
    Object.fromEntries(changes.map(([key, values]) => [key, { ...recordIn(metadata, key), ...values }])),
  );
}
