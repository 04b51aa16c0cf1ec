/**
 * Objects that kustomize built, as Flux applies them.
 */
import { type AppliedObject, isRelease } from '../../model/applied-cluster';
import { type BuiltObject, metadataOf, metadataText } from '../kustomize/built-object';
import { locateIn } from '../kustomize/object-sources';
import { isClusterScoped } from '../kustomize/name-objects';
import { ANNOTATIONS } from '../../model/labels';
import { recordIn, textIn } from '../../model/data/fields';
import { isRecord } from '../../model/data/json';

/** The object that `parent` applies. */
export function toApplied({ object, source, hasMoreData }: BuiltObject, parent?: AppliedObject): AppliedObject {
  return {
    apiVersion: textIn(object, 'apiVersion') ?? '',
    kind: textIn(object, 'kind') ?? '',
    name: metadataText(object, 'name'),
    // without one, Flux and kubectl use this one
    namespace: metadataText(object, 'namespace') || (isClusterScoped(object) ? '' : 'default'),
    object,
    locate: (...path) => {
      const { file, line, column } = source;
      return path.length === 0 ? { file, line, column } : locateIn(source.fields(), path);
    },
    ...(parent !== undefined && { parent }),
    ...(hasMoreData && { hasMoreData }),
  };
}

/**
 * The Flux Kustomization that a release of this library installs: its chart contains nothing else. `undefined` for
 * other releases.
 */
export function kustomizationIn(release: AppliedObject): AppliedObject | undefined {
  const contents = recordIn(metadataOf(release.object), 'annotations')[ANNOTATIONS.contents];
  const { spec } = recordIn(recordIn(release.object, 'spec'), 'values');
  if (!isRelease(release) || contents === undefined || !isRecord(spec)) return undefined;
  const { name, namespace } = release;
  const [apiVersion, kind] = ['kustomize.toolkit.fluxcd.io/v1', 'Kustomization'];
  return {
    ...{ apiVersion, kind, name, namespace },
    object: { apiVersion, kind, metadata: { name, namespace }, spec },
    locate: (...path) => release.locate('spec', 'values', ...path),
    parent: release,
  };
}
