/**
 * Reads and checks one file, or the manifests in a folder of catalogs.
 */
/* eslint-disable @typescript-eslint/no-require-imports */
import { statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { lintIndex, lintLock } from '../../model/lint/lint-catalog';
import { lintChart } from '../../model/lint/lint-chart';
import { fromProblem } from '../../model/lint/lint-finding';
import { lintProfile } from '../../model/lint/lint-profile';
import type { LintedFile, LintOptions } from '../../model/lint/linted-file';
import { parseLayerFile } from '../../model/layers/layer-file';
import { readLocalProfile } from '../profiles/local-profile';
import type { LintTarget } from './find-lint-files';

/** Checks `target`, whose path is relative to `cwd`. */
export function lintTarget(target: LintTarget, cwd: string, options: LintOptions): LintedFile {
  const { file, kind, text, reason } = target;
  if (kind === 'sources') return lintSources(file, cwd);
  if (text === undefined) {
    const problem = { kind: 'unreadable-file', file, reason: reason ?? '' } as const;
    const location = { file, line: 1, column: 1 };
    return { file, entries: [], findings: [{ ...fromProblem(problem, 'unreadable-file'), location }] };
  }
  switch (kind) {
    case 'profile':
      return lintProfile({ text, ...readLocalProfile(file, cwd) }, options);
    case 'chart':
      return lintChart(text, file, options);
    case 'lock':
      return lintLock(text, file, options);
    case 'index':
      return lintIndex(text, file, options);
    case 'layers':
      return {
        file,
        entries: [],
        findings: parseLayerFile(text, file).problems.map(problem => fromProblem(problem, 'invalid-layers')),
      };
  }
}

/** Manifests are read with the others in their folder, because two must not share a name. */
function lintSources(path: string, cwd: string): LintedFile {
  // loads the full parser of YAML
  const { findCatalogSources } = require('../../sources/find-sources') as typeof import('../../sources/find-sources');
  const isFolder = statSync(resolve(cwd, path)).isDirectory();
  const { problems } = findCatalogSources(isFolder ? path : dirname(path), cwd);
  const own = isFolder ? problems : problems.filter(({ location }) => location?.file === path);
  const location = { file: path, line: 1, column: 1 };
  return { file: path, entries: [], findings: own.map(problem => ({ location, ...fromProblem(problem, 'invalid-source') })) }; // prettier-ignore
}
