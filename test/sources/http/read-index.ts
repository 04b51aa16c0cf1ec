/**
 * Reading an index over HTTP or TLS, with a login.
 */
import type { HelmRepositorySource, ReadOptions } from '../../../lib/sources/reading/catalog-source';
import { readSource } from '../../../lib/sources/read-source';
import { Authority } from '../certificates';
import { optionsOf, QUICK, repositoryAt } from '../serve';

export const LOGIN = { CDK8S_PROFILES_PLATFORM_USERNAME: 'me', CDK8S_PROFILES_PLATFORM_PASSWORD: 'hunter2' };
export const BASIC = `Basic ${Buffer.from('me:hunter2').toString('base64')}`;
export const authority = new Authority();
export const server = authority.issue();

export async function readAt(url: string, env: ReadOptions['env'] = {}, more: Partial<HelmRepositorySource> = {}) {
  const options = optionsOf({ env });
  const content = await readSource(repositoryAt(url, more), options, { ...QUICK, retries: 0 });
  const [problem] = content.problems;
  // never any part of a password in the result
  expect(JSON.stringify(content)).not.toMatch(/hunter2|aHVudGVyMg|bWU6/);
  return {
    entries: content.entries.length,
    reason: problem?.kind === 'unreadable-source' ? problem.reason : undefined,
  };
}
