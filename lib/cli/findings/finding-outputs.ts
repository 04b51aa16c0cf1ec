/**
 * The formats of findings, by the names that `--output` of `pctl lint` accepts.
 */
export const FINDING_OUTPUTS = ['text', 'json', 'github', 'sarif'] as const;

export type FindingOutput = (typeof FINDING_OUTPUTS)[number];
