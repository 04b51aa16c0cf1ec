/**
 * Reading a repository that asks for a login.
 */
import type { HelmRepositorySource, ReadOptions } from '../../../lib/sources/reading/catalog-source';
import { readSource } from '../../../lib/sources/read-source';
import { filesIn } from '../../constructs/temporary-folder';
import { Authority } from '../certificates';
import { answering, INDEX, optionsOf, QUICK, repositoryAt, serve, type Serving } from '../serve';

export const authority = new Authority();
export const CERTIFICATE = authority.issue();
export const CLIENT = authority.issue('client');
export const basicOf = (login: string) => `Basic ${Buffer.from(login).toString('base64')}`;
export const secretsOf = (secrets: Record<string, Record<string, string>>): ReadOptions['secrets'] =>
  new Map(Object.entries(secrets).map(([name, values]) => [name, new Map(Object.entries(values))]));

/** A server for requests with `authorization`, or one of several. */
export const serveTo = (...authorizations: readonly string[]) =>
  serve((request, response) => {
    const isWelcome = authorizations.includes(request.headers.authorization ?? '');
    if (isWelcome) answering(INDEX, { etag: '"1"' })(request, response);
    else response.writeHead(401).end('\u001b[31mhunter2');
  }, CERTIFICATE);

export async function read(server: Serving, more: Partial<HelmRepositorySource>, options: Partial<ReadOptions> = {}) {
  const all = optionsOf({ ...options, env: { SSL_CERT_FILE: authority.caFile, ...options.env } });
  const content = await readSource(repositoryAt(server.url, more), all, { ...QUICK, retries: 0 });
  const [problem] = content.problems;
  const written = JSON.stringify([content, filesIn(all.cacheFolder)]);
  expect(written).not.toMatch(/hunter2|aHVudGVyMg|bWU6|tok3n/);
  return problem?.kind === 'unreadable-source' ? problem.reason : content.entries.length;
}
