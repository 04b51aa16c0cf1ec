/**
 * docs/gitops.md, followed word by word from an empty folder, with a real Git server and real Flux: what the page adds
 * is installed in order, and the commit at its end upgrades and removes.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { blocksOf } from '../../docs-blocks';
import { DocsShell } from '../../docs-shell';
import { type Cluster, FLUX_NAMESPACE, named, outOfOrder, startCluster } from '../harness';
import { helmRelease, waitReady } from '../failures/waiting';
import { programPath } from '../programs';
import { waitGuarding } from '../removal/guard';

const VERSIONS = {
  'cert-manager': ['v1.17.3', 'v1.17.4', 'v1.18.2'],
  'kube-prometheus-stack': ['76.5.1'],
  'ingress-nginx': ['4.13.1'],
};
const RELEASES = Object.keys(VERSIONS).map(name => `${FLUX_NAMESPACE}/${name}`);
const WAITS = new Map(RELEASES.map((name, i) => [name, RELEASES.slice(0, i)]));
const [CERT_MANAGER, STACK, INGRESS] = RELEASES;

/** Applies a file as it would be with the address of the Git server of the test in it. */
const KUBECTL = `#!/bin/sh
[ "$1 $2" = 'apply -f' ] || exit 2
sed "s|https://github.com/my-org|$ORGANIZATION|" "$3" | "$KUBECTL" --kubeconfig="$CLUSTER" apply -f -
`;

let cluster: Cluster;
let shell: DocsShell;
const root = mkdtempSync(join(tmpdir(), 'page-'));

beforeAll(async () => {
  cluster = await startCluster({ requeueSeconds: 1 });
  const values = { readyAfterSeconds: 2 };
  const charts = Object.entries(VERSIONS).flatMap(([name, all]) => all.map(version => ({ name, version, values })));
  await cluster.charts.publish(...charts);
  await cluster.git.createRepository('platform');
  const organization = cluster.git.url;
  const env = { ORGANIZATION: organization, KUBECTL: programPath('kubectl'), CLUSTER: cluster.kube.kubeconfig };
  shell = new DocsShell(root, { charts: cluster.charts.url, organization, scripts: { kubectl: KUBECTL }, env });
});

afterAll(async () => {
  rmSync(root, { recursive: true });
  await cluster?.stop();
});

/** The blocks of the page up to the one that applies the cluster, and those after it, up to the program. */
function parts() {
  const blocks = blocksOf('docs/gitops.md');
  const applied = blocks.findIndex(({ text }) => text.startsWith('kubectl apply')) + 1;
  const program = blocks.findIndex(({ file }) => file === 'main.ts');
  return { first: blocks.slice(0, applied), later: blocks.slice(applied, program) };
}

test('what the page adds is installed in order', async () => {
  const begin = Date.now();
  await shell.follow(parts().first);
  await waitReady(cluster.kube, ...RELEASES);
  const actions = cluster.order.actions(begin);
  expect(actions.map(({ kind, release }) => `${kind} ${release}`)).toEqual(RELEASES.map(name => `install ${name}`));
  expect(outOfOrder(actions, WAITS)).toEqual([]);
});

test('the commit at its end upgrades what it upgrades, and removes what it removes', async () => {
  const { kube, order } = cluster;
  await waitGuarding(cluster);
  const begin = Date.now();
  await shell.follow(parts().later);
  await kube.reconcile(named('GitRepository', 'fleet', FLUX_NAMESPACE));
  await kube.waitGone(helmRelease(INGRESS));
  await kube.waitFor('the upgrade', async () => {
    const { status } = await kube.get(helmRelease(CERT_MANAGER));
    return (status?.history as { chartVersion: string }[] | undefined)?.[0].chartVersion === 'v1.18.2';
  });
  await waitReady(kube, CERT_MANAGER, STACK);
  const actions = order.actions(begin).map(({ kind, release }) => `${kind} ${release}`);
  expect(actions.sort()).toEqual([`uninstall ${INGRESS}`, `upgrade ${CERT_MANAGER}`]);
});
