/**
 * The formats of graphs, by the names that `--output` accepts.
 */
export const GRAPH_FORMATS = ['mermaid', 'dot', 'json', 'html'] as const;

export type GraphFormat = (typeof GRAPH_FORMATS)[number];
