/**
 * Media types of Helm charts in a registry.
 */

/** Of Chart.yaml as JSON, the config of a chart's manifest (helm.sh, registry.ConfigMediaType). */
export const CHART_CONFIG = 'application/vnd.cncf.helm.config.v1+json';

/** Of a chart's archive (helm.sh, registry.ChartLayerMediaType). */
export const CHART_ARCHIVE = 'application/vnd.cncf.helm.chart.content.v1.tar+gzip';
