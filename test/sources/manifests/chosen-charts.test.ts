/**
 * Sources that name their charts, and how many versions of each are kept.
 */
import { formatProblem } from '../../../lib/model/problem-words';
import { readSource } from '../../../lib/sources/read-source';
import type { HelmRepositorySource } from '../../../lib/sources/reading/catalog-source';
import { answering, optionsOf, repositoryAt, serve } from '../serve';

/** Charts without annotations, as upstream repositories have them; one cannot be read. */
const INDEX = `apiVersion: v1
entries:
  cert-manager:
  - {name: cert-manager, version: v1.18.0, urls: [cert-manager-v1.18.0.tgz]}
  - {name: cert-manager, version: v1.19.0-alpha.0, urls: [cert-manager-v1.19.0-alpha.0.tgz]}
  - {name: cert-manager, version: v1.18.2, urls: [cert-manager-v1.18.2.tgz]}
  - {name: cert-manager, version: v1.17.4, urls: [cert-manager-v1.17.4.tgz]}
  trust-manager:
  - {name: trust-manager, version: v0.19.0, urls: [trust-manager-v0.19.0.tgz]}
  - {name: trust-manager, version: v0.18.0, urls: [trust-manager-v0.18.0.tgz]}
  broken:
  - {name: broken, version: newest}
`;

async function read(more: Partial<HelmRepositorySource>) {
  const server = await serve(answering(INDEX));
  const content = await readSource(repositoryAt(server.url, more), optionsOf());
  return {
    isRead: content.isRead,
    names: content.entries.map(({ name, version }) => `${name} ${version}`),
    words: content.problems.map(formatProblem),
  };
}

test('only the charts that are chosen are read, as profiles although they are not annotated', async () => {
  expect(await read({ charts: ['trust-manager'] })).toEqual({
    isRead: true,
    names: ['trust-manager v0.19.0', 'trust-manager v0.18.0'],
    words: [],
  });
  expect((await read({})).names).toEqual([]);
});

test('of each chart, the newest versions are kept, those in the version filter', async () => {
  const charts = ['cert-manager', 'trust-manager'];
  expect((await read({ charts, keep: 1 })).names).toEqual([
    'cert-manager v1.19.0-alpha.0',
    'cert-manager v1.18.2',
    'trust-manager v0.19.0',
  ]);
  expect((await read({ charts, keep: 1, versionFilter: '<1.18' })).names).toEqual([
    'cert-manager v1.17.4',
    'trust-manager v0.19.0',
  ]);
  expect((await read({ profiles: 'all', keep: 1 })).names).toHaveLength(3);
});

test('a chart that the repository does not have is a problem with the nearest names, and the others are read', async () => {
  expect(await read({ charts: ['cert-manger', 'constructor', 'trust-manager'], keep: 1 })).toEqual({
    isRead: true,
    names: ['trust-manager v0.19.0'],
    words: [
      'catalogs/platform.yaml:1:1: chart "cert-manger" cannot be used: HelmRepository default/platform has no chart of that name; the nearest: cert-manager, trust-manager. Correct "cdk8s-profiles/charts"',
      'catalogs/platform.yaml:1:1: chart "constructor" cannot be used: HelmRepository default/platform has no chart of that name. Correct "cdk8s-profiles/charts"',
    ],
  });
});
