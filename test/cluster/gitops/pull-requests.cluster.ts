/**
 * A platform by pull requests only, from an empty folder: `pctl` proposes, the forge merges, Flux installs, upgrades and
 * removes in order.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DocsShell } from '../../docs-shell';
import { ForgeServer } from '../../servers/forge-server';
import type { GitRepository } from '../../servers/git-repository';
import { type Cluster, FLUX_NAMESPACE, named, outOfOrder, printFigure, startCluster } from '../harness';
import { helmRelease, waitReady } from '../failures/waiting';
import { waitGuarding } from '../removal/guard';

const TOKEN = 'ghp_0123456789abcdef';
const NAMES = ['cert-manager', 'linkerd2', 'flagger'];
const RELEASES = NAMES.map(name => `${FLUX_NAMESPACE}/${name}`);
const WAITS = new Map(RELEASES.map((name, i) => [name, RELEASES.slice(0, i)]));
const SOURCE = named('GitRepository', 'fleet', FLUX_NAMESPACE);
/** The forge is on an address that does not say what it is. */
const PROPOSE = '--create-pr --forge github';

let cluster: Cluster;
let forge: ForgeServer;
let remote: GitRepository;
let shell: DocsShell;
const root = mkdtempSync(join(tmpdir(), 'pull-requests-'));

beforeAll(async () => {
  cluster = await startCluster({ requeueSeconds: 1 });
  await publish('1.0.0', ...NAMES);
  const served = join(root, 'served');
  forge = await ForgeServer.start(served, TOKEN);
  mkdirSync(join(served, 'team'));
  remote = await forge.git.createRepository('team/fleet');
  const organization = forge.git.url;
  shell = new DocsShell(root, { charts: cluster.charts.url, organization, env: { GH_TOKEN: TOKEN } });
});

afterAll(async () => {
  await forge?.stop();
  rmSync(root, { recursive: true });
  await cluster?.stop();
});

async function publish(version: string, ...names: readonly string[]): Promise<void> {
  const layerOf = (name: string) => ({ 'weave.works/layer': `layer-${NAMES.indexOf(name)}` });
  const annotationsOf = (name: string) => ({ 'weave.works/profile': name, ...layerOf(name) });
  const values = { readyAfterSeconds: 2, goneAfterSeconds: 2 };
  await cluster.charts.publish(...names.map(name => ({ name, version, annotations: annotationsOf(name), values })));
}

/** Runs `pctl <command>`, which opens a pull request, and merges it. */
async function proposeAndMerge(command: string): Promise<void> {
  const before = forge.open.length;
  await shell.run(`npx cdk8s-profiles ${command} ${PROPOSE}`);
  expect(forge.open).toHaveLength(before + 1);
  const { branch, base } = forge.open.at(-1)!;
  expect(await remote.git('rev-list', '--count', `${base}..${branch}`)).toBe('1');
  await remote.git('branch', '--force', base, branch);
}

/** Makes Flux look at what was merged; returns what Helm did until `isDone`, and what of it broke the order. */
async function roll(what: string, isDone: () => Promise<unknown>) {
  const begin = Date.now();
  await cluster.kube.reconcile(SOURCE);
  await isDone();
  printFigure(what, `${((Date.now() - begin) / 1000).toFixed(1)} s`);
  const actions = cluster.order.actions(begin);
  return {
    broken: outOfOrder(actions, WAITS),
    done: actions.map(({ kind, release }) => `${kind} ${release.split('/')[1]}`),
  };
}

test('three profiles, each by a pull request, are installed in order', async () => {
  await shell.run(`mkdir fleet; cd fleet; git init --initial-branch main; git remote add origin ${remote.url}
    npx cdk8s-profiles init
    npx cdk8s-profiles catalog add platform ${cluster.charts.url}
    npx cdk8s-profiles catalog update
    git add .; git commit -m 'Catalog of the platform'; git push --set-upstream origin main`);
  await proposeAndMerge('add flagger@1.0.0');
  await proposeAndMerge('add cert-manager@1.0.0');
  await proposeAndMerge('add linkerd2@1.0.0 --depends-on cert-manager');
  await cluster.kube.applyYaml(readFileSync(join(shell.folder, 'clusters/production/fleet.yaml'), 'utf8'));
  const { broken, done } = await roll('three requests: install', () => waitReady(cluster.kube, ...RELEASES));
  expect({ broken, done }).toEqual({ broken: [], done: NAMES.map(name => `install ${name}`) });
});

test('new versions of the lowest and the highest are rolled out in order', async () => {
  await publish('1.1.0', 'cert-manager', 'flagger');
  await proposeAndMerge('catalog update');
  await proposeAndMerge('upgrade --all --latest');
  const { kube } = cluster;
  // otherwise it looks again after its interval
  for (const found of await kube.list('source.toolkit.fluxcd.io/v1', 'HelmRepository')) await kube.reconcile(found);
  const { broken, done } = await roll('a request: upgrade of lowest and highest', () =>
    kube.waitFor('the upgrade', async () => {
      const { status } = await kube.get(helmRelease(RELEASES[2]));
      return (status?.history as { chartVersion: string }[] | undefined)?.[0].chartVersion === '1.1.0';
    }),
  );
  expect({ broken, done }).toEqual({ broken: [], done: ['upgrade cert-manager', 'upgrade flagger'] });
});

test('two removals, merged one after the other, are carried out in reverse order', async () => {
  await waitGuarding(cluster);
  await expect(proposeAndMerge('remove cert-manager')).rejects.toThrow('linkerd2');
  await proposeAndMerge('remove flagger');
  await proposeAndMerge('remove linkerd2');
  const { broken, done } = await roll('two requests: removal', () => cluster.kube.waitGone(helmRelease(RELEASES[1])));
  expect({ broken, done }).toEqual({ broken: [], done: ['uninstall flagger', 'uninstall linkerd2'] });
});
