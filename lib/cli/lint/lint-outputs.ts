/**
 * The formats of findings, by the names that `--output` of `pctl lint` accepts.
 */
export const LINT_OUTPUTS = ['text', 'json', 'github', 'sarif'] as const;

export type LintOutput = (typeof LINT_OUTPUTS)[number];
