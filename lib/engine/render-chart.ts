/**
 * The manifests of a chart, as Helm renders them for an install, without a cluster.
 *
 * What would differ each time that Helm renders is always the same here: random text, keys, certificates and
 * the time. So two renders can be compared; what they contain is for reading, not for a cluster.
 */
import { LanguageFailure } from '../model/templates/template-language';
import type { Engine } from './engine';

/** A chart, and how it is installed. */
export interface ChartToRender {
  /** The archive, as in a repository. */
  readonly archive: Uint8Array;
  /** YAML, on top of the chart's own values. */
  readonly values: string;
  /** Name of the release. */
  readonly name: string;
  readonly namespace: string;
  /** @default false: it is installed */
  readonly isUpgrade?: boolean;
  /** `1.33.0`. @default the newest that the engine's Helm knows */
  readonly kubeVersion?: string;
  /** API versions that the cluster serves in addition to those of Kubernetes: `monitoring.coreos.com/v1`. @default none */
  readonly apiVersions?: readonly string[];
  /** Whether `values.schema.json` is ignored. @default false */
  readonly skipSchema?: boolean;
}

/** A file of a rendered chart. */
export interface ChartFile {
  /** `mesh/templates/deployment.yaml`. */
  readonly path: string;
  readonly text: string;
}

/** A rendered chart; its notes are left out. */
export interface RenderedChart {
  /** Of the folders `crds`, in Helm's order. */
  readonly crds: readonly ChartFile[];
  /** By path. */
  readonly files: readonly ChartFile[];
}

/** The manifests of `chart`. Throws `LanguageFailure` with the words of Helm. */
export function renderChart(chart: ChartToRender, engine: Engine): RenderedChart {
  const archive = Buffer.from(chart.archive).toString('base64');
  const answer = engine.ask({ chart: { ...chart, archive } }) as RenderedChart | { readonly error: string };
  if ('error' in answer) throw new LanguageFailure(answer.error);
  return answer;
}
