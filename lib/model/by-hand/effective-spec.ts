/**
 * The spec of a HelmRelease with the defaults that Flux has for what is missing, so that two of them can be compared.
 */
import { fieldsOf, recordIn } from '../data/fields';
import { type Fields, isRecord } from '../data/json';
import { releaseIdentity } from './release-identity';

/** The spec of `object`, which is in `namespace`, as Flux reads it; without `dependsOn`. */
export function effectiveSpec(object: Fields, namespace: string): Fields {
  const spec = recordIn(object, 'spec');
  return dropEmpty({
    ...spec,
    dependsOn: undefined,
    ...releaseIdentity(object, namespace),
    ...chartOf(spec, namespace),
    suspend: spec.suspend === true,
    install: { createNamespace: false, ...action(recordIn(spec, 'install'), 'Create') },
    upgrade: action(recordIn(spec, 'upgrade'), 'Skip'),
    uninstall: { timeout: spec.timeout ?? '5m', deletionPropagation: 'background', ...recordIn(spec, 'uninstall') },
    driftDetection: { mode: 'disabled', ...recordIn(spec, 'driftDetection') },
    valuesFrom: Array.isArray(spec.valuesFrom)
      ? spec.valuesFrom.map(item => ({ valuesKey: 'values.yaml', ...fieldsOf(item) }))
      : undefined,
  });
}

function chartOf(spec: Fields, namespace: string): Fields {
  if (isRecord(spec.chartRef)) return { chartRef: { namespace, ...spec.chartRef } };
  const chart = recordIn(recordIn(spec, 'chart'), 'spec');
  const source = { namespace, ...recordIn(chart, 'sourceRef') };
  // Flux takes the version that it finds in other sources
  const { version, ...rest } = chart;
  const versions = recordIn(chart, 'sourceRef').kind === 'HelmRepository' ? { version } : {};
  return { chart: { spec: { reconcileStrategy: 'ChartVersion', ...rest, ...versions, sourceRef: source } } };
}

function action({ skipCRDs, ...given }: Fields, crds: string): Fields {
  const strategy = { name: 'RemediateOnFailure', ...recordIn(given, 'strategy') };
  return { crds: skipCRDs === true ? 'Skip' : crds, ...given, strategy };
}

/** Removes null, empty maps and empty lists, which mean nothing to Flux, but not `false`; Helm values stay as they are. */
function dropEmpty(fields: Fields, isTop = true): Fields {
  const entries = Object.entries(fields).flatMap(([key, value]): [string, unknown][] => {
    if (isTop && key === 'values') return isRecord(value) && Object.keys(value).length > 0 ? [[key, value]] : [];
    const kept = isRecord(value) ? dropEmpty(value, false) : value;
    const isEmpty = kept === undefined || kept === null || (isRecord(kept) && Object.keys(kept).length === 0) || (Array.isArray(kept) && kept.length === 0); // prettier-ignore
    return isEmpty ? [] : [[key, kept]];
  });
  return Object.fromEntries(entries);
}
