/**
 * What Flux needs to report on the Git server what a cluster has applied.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { Chart } from 'cdk8s';
import { Cluster, type DeliveryOptions, Fleet } from 'cdk8s-profiles';
import { parse } from 'yaml';
import { filesIn, temporaryFolder } from './temporary-folder';

const REPORT = { server: 'github', address: 'https://github.com/my-org/platform', secretRef: { name: 'forge' } } as const; // prettier-ignore

let fleet: Fleet;
let flux: Chart;

beforeEach(() => {
  fleet = new Fleet({ outdir: temporaryFolder(), delivery: { sourceRef: { kind: 'GitRepository', name: 'flux-system' }, path: './dist' } }); // prettier-ignore
  flux = new Chart(fleet, 'flux');
});

const deliver = (report: DeliveryOptions['report']) =>
  new Cluster(fleet, 'production', { namespace: 'apps' }).deliverFrom(flux, { report });

/** Kind, name and spec of everything in the folder but the Kustomization. */
function reported() {
  fleet.synth();
  const objects = Object.values(filesIn(fleet.outdir)).map(text => parse(text)).filter(Boolean); // prettier-ignore
  return objects
    .filter(({ kind }) => kind !== 'Kustomization' && kind !== 'Namespace')
    .map(({ kind, metadata, spec }) => ({ kind, name: metadata.name, namespace: metadata.namespace, ...spec }));
}

/** Annotations of the Kustomization. */
function annotations(): unknown {
  const file = readdirSync(`${fleet.outdir}/flux`).find(name => name.startsWith('Kustomization.'))!;
  return parse(readFileSync(`${fleet.outdir}/flux/${file}`, 'utf8')).metadata.annotations;
}

test('the status of each commit is set, and the Kustomization stays as it is', () => {
  deliver(REPORT);
  expect(reported()).toEqual([
    {
      kind: 'Alert',
      name: 'production-status',
      namespace: 'flux-system',
      eventSeverity: 'info',
      eventSources: [{ kind: 'Kustomization', name: 'production', namespace: 'flux-system' }],
      providerRef: { name: 'production-status' },
    },
    {
      kind: 'Provider',
      name: 'production-status',
      namespace: 'flux-system',
      type: 'github',
      address: 'https://github.com/my-org/platform',
      secretRef: { name: 'forge' },
    },
  ]);
  expect(annotations()).toBeUndefined();
});

test.each([
  ['github', 'githubpullrequestcomment'],
  ['gitlab', 'gitlabmergerequestcomment'],
  ['gitea', 'giteapullrequestcomment'],
] as const)('a pull request on %s gets comments, by the number on the Kustomization', (server, type) => {
  deliver({ ...REPORT, server, pullRequest: 12, certSecretRef: { name: 'ca' } });
  const found = reported();
  expect(found.filter(({ kind }) => kind === 'Provider')).toMatchObject([
    { name: 'production-comment', type, secretRef: { name: 'forge' }, certSecretRef: { name: 'ca' } },
    { name: 'production-status', type: server },
  ]);
  expect(found.filter(({ kind }) => kind === 'Alert').map(({ providerRef }) => providerRef.name)).toEqual(['production-comment', 'production-status']); // prettier-ignore
  expect(annotations()).toEqual({ 'event.toolkit.fluxcd.io/change_request': '12' });
});

test('without a report, nothing is added', () => {
  deliver(undefined);
  expect(reported()).toEqual([]);
});

test('fails for what Flux would only log', () => {
  const wrong = {
    server: 'bitbucket',
    address: 'ssh://git@github.com/a/b',
    secretRef: { name: 'A_B' },
    pullRequest: 0,
  };
  const refused = (report: unknown): string => {
    try {
      new Cluster(fleet, `c${fleet.node.children.length}`).deliverFrom(flux, { report } as DeliveryOptions);
      return '';
    } catch (error) {
      return (error as Error).message;
    }
  };
  const said = refused(wrong);
  expect(said).toContain('"server" of "report" is "bitbucket"; write one of github, gitlab, gitea');
  expect(said).toContain('begin it with https://, because Flux sends the report to the API');
  expect(said).toContain('"pullRequest" of "report" is 0');
  expect(said).toContain('Secret in report "A_B"');
  const login = refused({ ...REPORT, address: 'https://ada:hunter2@github.com/a/b' });
  expect(login).toContain('it contains a user or a password');
  expect(login).not.toContain('hunter2');
});
