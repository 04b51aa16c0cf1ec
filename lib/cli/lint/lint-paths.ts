/**
 * Checks everything at or below paths.
 */
import { namesOfEntries, unknownPrerequisites } from '../../model/lint/check-names';
import { sortFindings } from '../../model/finding';
import type { LintFinding, LintRuleId } from '../../model/lint/lint-finding';
import type { LintOptions } from '../../model/lint/linted-file';
import { findLintTargets } from './find-lint-files';
import { checkLayersOf } from './layered-files';
import { lintTarget } from './lint-file';

/** What to check, and how. */
export interface LintRequest extends LintOptions {
  /** Files and folders, relative to `cwd`. */
  readonly paths: readonly string[];
  readonly cwd: string;
  /** File of layers for all components. @default the one next to a catalog */
  readonly layers?: string;
  /** Rules that are not applied. */
  readonly disabled: ReadonlySet<LintRuleId>;
}

/** The result. */
export interface LintResult {
  /** The files that were checked, each once, in the order of the paths. */
  readonly files: readonly string[];
  /** Sorted by place. */
  readonly findings: readonly LintFinding[];
  /** Paths with nothing to check. */
  readonly empty: readonly string[];
}

/** Checks what `request` names. */
export function lintPaths({ paths, cwd, layers, disabled, ...options }: LintRequest): LintResult {
  const found = paths.map(path => ({ path, targets: findLintTargets(path, cwd) }));
  const targets = new Map(
    found.flatMap(({ targets }) => targets.map(target => [`${target.kind} ${target.file}`, target])),
  );
  if (layers !== undefined) {
    for (const target of findLintTargets(layers, cwd)) targets.set(`${target.kind} ${target.file}`, target);
  }
  const files = [...targets.values()].map(target => ({ ...lintTarget(target, cwd, options), kind: target.kind }));
  const entries = files.flatMap(file => file.entries);
  const hasCatalog = files.some(({ kind }) => kind === 'lock' || kind === 'index');
  const findings = [
    ...files.flatMap(file => file.findings),
    ...checkLayersOf(files, cwd, layers),
    ...(hasCatalog ? unknownPrerequisites(entries, namesOfEntries(entries)) : []),
  ];
  return {
    files: [...new Set(files.map(({ file }) => file))],
    findings: sortFindings(findings.filter(({ rule }) => !disabled.has(rule))),
    empty: found.filter(({ targets }) => targets.length === 0).map(({ path }) => path),
  };
}
