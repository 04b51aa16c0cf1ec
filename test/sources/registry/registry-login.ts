/**
 * A chart in a registry that asks for a login.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ReadOptions, RegistrySource } from '../../../lib/sources/reading/catalog-source';
import { ociChart } from '../../servers/oci-chart';
import type { PagingRegistryOptions } from '../../servers/paging-registry';
import { readAll, registryAt, servePaging, strangerOptions } from './registry-reading';

export const CHART = 'charts/linkerd2';
export const LOGIN = { username: 'me', password: 'hunter2' };
export const AUTH = Buffer.from('me:hunter2').toString('base64');
export const ENV = { CDK8S_PROFILES_MESH_USERNAME: 'me', CDK8S_PROFILES_MESH_PASSWORD: 'hunter2' };

export async function serveChart(options: PagingRegistryOptions, versions = ['1.0.0']) {
  const serving = await servePaging(options);
  for (const version of versions) serving.registry.push(CHART, ociChart({ version }));
  const source = registryAt(`oci://${serving.server.host}/${CHART}`);
  return { ...serving, source };
}

/** What was read, or the only problem, without its location. */
export async function read(source: RegistrySource, options: Partial<ReadOptions> = {}) {
  const { names, words } = await readAll(source, strangerOptions(options));
  return words.length === 0 ? names.length : words[0].replace(/^.* cannot be read: /, '');
}

export const secretsOf = (values: Record<string, string>) =>
  new Map([['default/login', new Map(Object.entries(values))]]);
export const dockerConfig = (auths: object) => ({ '.dockerconfigjson': JSON.stringify({ auths }) });

/** Writes a file of logins; returns its path. */
export function write(folder: string, path: string, content: unknown): string {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}
