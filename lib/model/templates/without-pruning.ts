/**
 * Keeps Flux from pruning what a template becomes, as Weave GitOps does.
 */
import { recordIn } from '../data/fields';
import type { Fields } from '../data/json';
import { PRUNE } from '../labels';

/** Kinds that Flux prunes, so that what is removed from the repository is removed from the cluster. */
const PRUNED = ['Cluster', 'GitopsCluster'];

/** Whether Flux removes objects of `kind`, also from templates with `injectPruneAnnotation`. */
export function isPruned(kind: unknown): boolean {
  return PRUNED.includes(kind as string);
}

/** `object` with the annotation; annotations that are not a map are replaced. */
export function withoutPruning(object: Fields): Fields {
  const metadata = recordIn(object, 'metadata');
  return {
    ...object,
    metadata: { ...metadata, annotations: { ...recordIn(metadata, 'annotations'), [PRUNE]: 'disabled' } },
  };
}
