/**
 * Media types of Helm charts in a registry.
 */

/** Chart.yaml as JSON, the config in a chart's manifest (helm.sh, registry.ConfigMediaType). */
export const CHART_CONFIG = 'application/vnd.cncf.helm.config.v1+json';

/** The archive of a chart (helm.sh, registry.ChartLayerMediaType). */
export const CHART_ARCHIVE = 'application/vnd.cncf.helm.chart.content.v1.tar+gzip';
