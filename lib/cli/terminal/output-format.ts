/**
 * The formats of lists, by the names that `--output` accepts.
 */
export const OUTPUT_FORMATS = ['table', 'wide', 'json', 'yaml', 'name'] as const;

export type OutputFormat = (typeof OUTPUT_FORMATS)[number];
