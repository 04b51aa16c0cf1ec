/**
 * Labels and annotations of a HelmRelease made by hand: which of them a subscription keeps.
 */
import { recordIn } from '../data/fields';
import type { Fields } from '../data/json';
import { LABELS, OWN_ANNOTATIONS } from '../labels';
import { parseLayer } from '../layer';
import type { SubscriptionSpec } from '../subscriptions/subscription-schema';

/** With this label or annotation, Flux does not replace variables in an object. */
export const SUBSTITUTE = 'kustomize.toolkit.fluxcd.io/substitute';

/** Labels and annotations that the tool which writes the object sets for itself. */
const FOREIGN = /^(kustomize\.toolkit\.fluxcd\.io\/(prune|substitute|name|namespace)|kubectl\.kubernetes\.io\/last-applied-configuration|(internal\.)?config\.kubernetes\.io\/.*)$/; // prettier-ignore

/** Those that only this library sets: a HelmRelease by hand may be a copy of one that it wrote. */
const OWN = new Set<string>([...Object.values(LABELS), ...OWN_ANNOTATIONS]);

/** What a subscription says about the metadata of `object`. */
export function metadataOptions(object: Fields): SubscriptionSpec {
  const metadata = recordIn(object, 'metadata');
  const layer = recordIn(metadata, 'labels')[LABELS.appliedLayer];
  const number = layer === undefined ? undefined : parseLayer(String(layer as string));
  const [labels, annotations] = ['labels', 'annotations'].map(key => {
    const kept = Object.entries(recordIn(metadata, key)).filter(([name]) => !FOREIGN.test(name) && !OWN.has(name));
    return kept.length === 0 ? undefined : (Object.fromEntries(kept) as Record<string, string>);
  });
  return {
    ...(number !== undefined && { layer: number }),
    ...(labels && { labels }),
    ...(annotations && { annotations }),
  };
}

/** Whether `object` has a label or an annotation `key` with the value "disabled". */
export function isDisabled(object: Fields, key: string): boolean {
  const metadata = recordIn(object, 'metadata');
  return ['labels', 'annotations'].some(kind => recordIn(metadata, kind)[key] === 'disabled');
}
