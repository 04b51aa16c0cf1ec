/**
 * Sources found in a folder of manifests.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatProblem } from '../../lib/model/problem-words';
import { findCatalogSources } from '../../lib/sources/find-sources';
import { temporaryFolder } from '../constructs/temporary-folder';

/** Writes `catalogs/<name>` for each file, and finds the sources in them. */
export function find(files: Readonly<Record<string, string>>) {
  const cwd = temporaryFolder();
  mkdirSync(join(cwd, 'catalogs'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, 'catalogs', name), text);
  const found = findCatalogSources('catalogs', cwd);
  return { ...found, lines: found.problems.map(formatProblem) };
}

export const repository = (name: string, spec = 'url: https://charts.example.com', metadata = '') => `
apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata:
  name: ${name}
  ${metadata}
spec:
  ${spec}
`;

/** One chart in a registry. */
export const chart = (spec: string) => repository('a', spec).replace('kind: HelmRepository', 'kind: OCIRepository');
