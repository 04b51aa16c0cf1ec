/**
 * What repositories offer, over real connections.
 */
import { readSource } from '../../lib/sources/read-source';
import { answering, INDEX, indexOf, optionsOf, QUICK, repositoryAt, serve } from './serve';

const namesOf = (entries: readonly { name: string; version: string }[]) => entries.map(e => `${e.name} ${e.version}`);

test('the profiles of a repository are read, and a trailing path is kept', async () => {
  const server = await serve(answering(INDEX));
  const content = await readSource(repositoryAt(`${server.url}/charts`), optionsOf());
  expect(content).toMatchObject({ isRead: true, isUnchanged: false, problems: [] });
  expect(namesOf(content.entries)).toEqual(['cert-manager 0.0.8', 'cert-manager 0.0.7', 'flagger 1.0.0']);
  expect(content.entries[0].location).toEqual({ file: `${server.url}/charts/index.yaml`, line: 4, column: 5 });
  expect(server.requests.map(({ url }) => url)).toEqual(['/charts/index.yaml']);
});
