/**
 * `pctl status` on a real cluster: an install, an upgrade, a base that fails and one that is suspended, a commit that
 * cannot be applied, and a removal that the guard holds back, each with the line that is printed.
 */
import { dirname } from 'node:path';
import { Profile } from 'cdk8s-profiles';
import { run } from '../../lib/cli/pctl';
import { type Cluster, type Files, startCluster } from './harness';
import { programPath } from './programs';
import { FleetDelivery, type Program } from './failures/fleet-delivery';
import { waitReady } from './failures/waiting';
import { applyGuard } from './removal/guard';

const NAMES = ['cert-manager', 'linkerd2', 'flagger'];
const RELEASES = NAMES.map(name => `platform/${name}`);

let cluster: Cluster;
let fleet: FleetDelivery;

beforeAll(async () => {
  cluster = await startCluster({ requeueSeconds: 1 });
  await cluster.charts.publish(...NAMES.flatMap(name => ['1.0.0', '1.1.0'].map(version => ({ name, version }))));
  await applyGuard(cluster, 'platform');
  fleet = await FleetDelivery.create(cluster, 'platform');
});

afterAll(() => cluster?.stop());

interface Change {
  readonly version?: string;
  readonly sick?: string;
  readonly suspended?: string;
}

/** Each in a layer of its own; what changes is the version and the state of the base. */
function platform({ version = '1.1.0', sick, suspended }: Change): Program {
  return prod =>
    NAMES.forEach((chart, layer) => {
      const profile = Profile.fromHelmChart({ repository: cluster.charts.url, chart, version, layer });
      prod.subscribe(profile, {
        values: { readyAfterSeconds: chart === sick ? 'never' : 3, echo: { round: `${sick} ${suspended}` } },
        ...(chart === sick && { timeout: '5s' }),
        ...(chart === suspended && { suspend: true }),
      });
    });
}

/** Exit code and output of `pctl status`, with each run of spaces as one, and every age as `AGE`. */
async function status(...argv: readonly string[]) {
  const out: string[] = [];
  const env = { ...process.env, PATH: `${dirname(programPath('kubectl'))}:${process.env.PATH}`, COLUMNS: '' };
  const kubeconfig = ['--kubeconfig', cluster.kube.kubeconfig];
  const context = { stdout: (text: string) => out.push(text), stderr: (text: string) => out.push(text), cwd: '/', env };
  const code = await run(['status', ...kubeconfig, ...argv], context);
  const text = out
    .join('')
    .replace(/ +/g, ' ')
    .replace(/ \d+[smh](?= |\))/g, ' AGE');
  return { code, lines: text.split('\n') };
}

/** Waits until `pctl status` prints all of `lines`, and returns everything that it printed then. */
async function waitForLines(...lines: readonly string[]): Promise<readonly string[]> {
  let last: readonly string[] = [];
  const find = async () => {
    last = (await status('-n', 'platform')).lines;
    return lines.every(line => last.includes(line)) && last;
  };
  return cluster.kube.waitFor(`the lines\n${lines.join('\n')}`, find, 40).catch((error: Error) => {
    throw new Error(`${error.message}\n\nprinted last:\n${last.join('\n')}`);
  });
}

const kubectl = (...args: readonly string[]) => cluster.kube.kubectl('--namespace=platform', ...args);
const deliver = (change: Change) => fleet.deliver(platform(change));
const allReady = () => waitReady(cluster.kube, ...RELEASES);

test('an install', async () => {
  await deliver({ version: '1.0.0' });
  await waitForLines(
    'platform/cert-manager 0 - 1.0.0 Unknown AGE installing',
    'platform/linkerd2 1 - 1.0.0 False AGE waits for platform/cert-manager (installing)',
    'platform/flagger 2 - 1.0.0 False AGE waits for platform/linkerd2, which waits for platform/cert-manager (installing)',
  );
  expect((await status('-n', 'platform', '--exit-code')).code).toBe(1);
  await allReady();
  const { code, lines } = await status('-A', '--exit-code');
  expect([code, lines.filter(line => line.startsWith('platform/'))]).toEqual([
    0,
    NAMES.map((name, layer) => `platform/${name} ${layer} 1.0.0 1.0.0 True AGE ready`),
  ]);
});

test('an upgrade', async () => {
  await deliver({});
  await waitForLines(
    'platform/cert-manager 0 1.1.0 1.1.0 True AGE ready',
    'platform/linkerd2 1 1.0.0 1.1.0 Unknown AGE upgrading',
    'platform/flagger 2 1.0.0 1.1.0 False AGE waits for platform/linkerd2 (upgrading)',
  );
  await allReady();
});

test('a base that fails: tried again at once if somebody asks for it, and by the next commit', async () => {
  await deliver({ sick: 'cert-manager' });
  const lines = await waitForLines(
    'platform/cert-manager 0 1.1.0 1.1.0 False AGE upgrade failed',
    'platform/linkerd2 1 1.1.0 1.1.0 False AGE waits for platform/cert-manager (upgrade failed)',
    'platform/flagger 2 1.1.0 1.1.0 False AGE waits for platform/linkerd2, which waits for platform/cert-manager (upgrade failed)',
  );
  expect(lines.slice(lines.indexOf('What holds the rollout back:') + 1)).toEqual([
    ' platform/cert-manager: upgrade failed (for AGE)',
    // on a busy machine, Helm's client may run out of time before the wait does, and says so instead
    expect.stringMatching(
      /^ Helm upgrade failed for release platform\/cert-manager with chart cert-manager@1\.1\.0: ./,
    ),
    ' Held back by it: platform/flagger, platform/linkerd2',
    ' What to do: correct it; Flux tries again by itself, and at once with "flux reconcile helmrelease cert-manager -n platform"',
    '',
  ]);
  // the commands of docs/operate.md
  const now = Math.floor(Date.now() / 1000);
  await kubectl('annotate', '--overwrite', 'helmrelease/cert-manager', `reconcile.fluxcd.io/requestedAt=${now}`);
  await waitForLines('platform/cert-manager 0 1.1.0 1.1.0 False AGE upgrade failed, and Flux tries again now');
  await waitForLines('platform/cert-manager 0 1.1.0 1.1.0 False AGE upgrade failed 2 times');
  await deliver({});
  await allReady();
});

test('a suspended base', async () => {
  await deliver({ suspended: 'cert-manager' });
  const lines = await waitForLines(
    'platform/cert-manager 0 1.1.0 1.1.0 True - suspended',
    'platform/linkerd2 1 1.1.0 1.1.0 False AGE waits for platform/cert-manager (suspended)',
    'platform/flagger 2 1.1.0 1.1.0 False AGE waits for platform/linkerd2, which waits for platform/cert-manager (suspended)',
  );
  expect(lines).toContain(
    ' What to do: "flux resume helmrelease cert-manager -n platform"; if it is suspended in git, change that there',
  );
  await kubectl('patch', 'helmrelease/cert-manager', '--type=merge', '--patch={"spec":{"suspend":false}}');
  await allReady();
});

test('a commit that cannot be applied', async () => {
  const broken: Files = {
    'platform/broken.yaml': 'apiVersion: example.com/v1\nkind: Nothing\nmetadata: { name: x }\n',
  };
  await fleet.delivery.commit({ ...fleet.synthesize(platform({})), ...broken });
  const lines = await waitForLines(' Kustomization flux-system/platform: could not be applied (for AGE)');
  expect(lines.find(line => line.startsWith('flux-system/platform '))).toMatch(/ False AGE could not be applied$/);
  expect(lines.join('\n')).toContain('no matches for kind "Nothing" in version "example.com/v1"');
  await deliver({});
});

test('a removal that is held back', async () => {
  const files = Object.entries(fleet.synthesize(platform({}))).filter(([path]) => !path.includes('.linkerd2.'));
  await fleet.delivery.commit(Object.fromEntries(files));
  const lines = await waitForLines(
    'platform/linkerd2 1 1.1.0 1.1.0 True AGE removal held back: HelmRelease platform/flagger still depends on linkerd2 (ready)',
  );
  expect(lines.find(line => line.startsWith('flux-system/platform '))).toMatch(
    / False AGE applied, but must not remove platform\/linkerd2 yet$/,
  );
  expect(lines.slice(lines.indexOf('What holds the rollout back:') + 1)).toEqual([
    ' platform/flagger: ready (for AGE)',
    ' still depends on linkerd2',
    ' Held back by it: platform/linkerd2, Kustomization flux-system/platform',
    ' What to do: remove it too, or the dependency, in git; or keep what it needs',
    '',
  ]);
});
