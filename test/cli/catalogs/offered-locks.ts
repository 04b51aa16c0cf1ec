/**
 * Updates of lock files from what sources are said to offer.
 */
import * as fs from 'node:fs';
import { join } from 'node:path';
import { updateCatalogs, type UpdateOptions } from '../../../lib/cli/catalogs/update-catalogs';
import type { CatalogEntry } from '../../../lib/model/catalog-entry';
import { parseCatalogLock } from '../../../lib/model/formats/catalog-lock';
import type { HelmRepositorySource, SourceContent } from '../../../lib/sources/reading/catalog-source';
import { temporaryFolder } from '../../constructs/temporary-folder';

export const A = `sha256:${'a'.repeat(64)}`;
export const B = `sha256:${'b'.repeat(64)}`;

export function entry(name: string, version: string, digest?: string, layer?: number): CatalogEntry {
  const nothing = { keywords: [], maintainers: [], prerequisites: [], dependencies: [] };
  return { name, version, layer, origin: { kind: 'chart', chart: name, digest }, ...nothing };
}

export function source(name: string, namespace = 'flux-system'): HelmRepositorySource {
  const location = { file: `catalogs/${name}.yaml`, line: 1, column: 1 };
  return {
    kind: 'HelmRepository',
    name,
    namespace,
    url: 'https://charts.example.com',
    profiles: 'annotated',
    location,
  };
}

export const offer = (...entries: CatalogEntry[]): SourceContent => ({ entries, problems: [], isRead: true });
export const DOWN: SourceContent = {
  entries: [],
  problems: [{ kind: 'unreadable-file', file: 'https://charts.example.com', reason: 'it does not answer' }],
  isRead: false,
};

export let cwd: string;
beforeEach(() => fs.mkdirSync(join((cwd = temporaryFolder()), 'catalogs')));

export const lockFile = (name: string) => join(cwd, `catalogs/${name}.lock.yaml`);
export const readLock = (name: string) => fs.readFileSync(lockFile(name), 'utf8');
export const versionsIn = (name: string) =>
  parseCatalogLock(readLock(name), name).lock!.entries.map(found => `${found.name} ${found.version}`);

/** Updates the catalogs in `contents`, by their names. */
export async function update(
  contents: Record<string, SourceContent | Error>,
  options: UpdateOptions = {},
  names?: string[],
) {
  const sources = Object.keys(contents).map(name => source(name));
  const chosen = sources.filter(({ name }) => names?.includes(name) ?? true);
  const lines: string[] = [];
  const stderr = (text: string) => lines.push(...text.split('\n').slice(0, -1));
  const context = { cwd, env: {}, stderr, stdout: () => expect('output').toBe('none') };
  const read = async ({ name }: { name: string }) => {
    const content = contents[name];
    if (content instanceof Error) throw content;
    return content;
  };
  const isGood = await updateCatalogs(context, { folder: 'catalogs', sources, chosen, read }, options);
  return { isGood, lines };
}
