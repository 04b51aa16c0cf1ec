/**
 * The column OUTPUT: what a folder of manifests says, compared with the cluster.
 */
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { temporaryFolder } from '../../constructs/temporary-folder';
import { recordedObjects } from '../../status/recorded-objects';
import { kubectlIn, statusWith } from './fake-kubectl';

/** Revisions of the recorded releases. */
const REVISIONS = new Map(recordedObjects('sick').map(({ key, labels }) => [key, labels['cdk8s-profiles/revision']]));

interface Manifest {
  readonly cluster?: string;
  readonly version?: string;
  readonly revision?: unknown;
}

/** Writes HelmReleases of the namespace `platform`, which are on the cluster as they are unless something is said. */
function write(folder: string, manifests: Readonly<Record<string, Manifest>>, output = 'dist'): void {
  for (const [name, manifest] of Object.entries(manifests)) {
    const { cluster = 'platform', version = '1.0.0' } = manifest;
    const { revision = REVISIONS.get(`HelmRelease/platform/${name}`) } = manifest;
    const release = {
      apiVersion: 'helm.toolkit.fluxcd.io/v2',
      kind: 'HelmRelease',
      metadata: {
        ...{ name, namespace: 'platform', labels: { 'cdk8s-profiles/revision': revision } },
        annotations: { 'cdk8s-profiles/cluster': cluster, 'cdk8s-profiles/version': version },
      },
      spec: { interval: '10m' },
    };
    mkdirSync(join(folder, output, cluster), { recursive: true });
    writeFileSync(join(folder, output, cluster, `${name}.yaml`), JSON.stringify(release));
  }
}

/** `cert-manager 1.0.0 1.0.0`: what the columns APPLIED and OUTPUT say. */
async function compared(folder: string, ...argv: readonly string[]) {
  const { code, stdout, stderr } = await statusWith(folder, ['-n', 'platform', ...argv]);
  const rows = stdout.split('\n').filter(line => /^NAME|^platform\//.test(line));
  return {
    code,
    stderr,
    rows: rows.map(row =>
      row
        .split(/ {2,}/)
        .filter((_, i) => [0, 3, 4].includes(i))
        .join(' | '),
    ),
  };
}

const SAME = { 'cert-manager': {}, linkerd2: {}, flagger: {}, loki: {} };

test('the folder dist is compared if it is there: versions, other content, and what comes and goes', async () => {
  const folder = kubectlIn('sick');
  write(folder, { 'cert-manager': {}, linkerd2: { version: '1.1.0' }, loki: { revision: '0123456789' }, podinfo: {} });
  expect(await compared(folder)).toEqual({
    code: 0,
    stderr: '',
    rows: [
      'NAME | APPLIED | OUTPUT',
      'platform/cert-manager | 1.0.0 | 1.0.0',
      'platform/flagger | 1.0.0 | removed',
      'platform/linkerd2 | 1.0.0 | 1.1.0',
      'platform/loki | 1.0.0 | 1.0.0 (changed)',
      'platform/podinfo | - | 1.0.0',
    ],
  });
  expect((await statusWith(folder, ['-n', 'platform'])).stdout).toMatch(/^platform\/podinfo .* not applied yet$/m);
});

test('of several clusters, the one on the API server counts; of one that is not there yet, everything is missing', async () => {
  const folder = kubectlIn('sick');
  write(folder, { ...SAME, other: { cluster: 'staging' } });
  expect((await compared(folder)).rows).toHaveLength(5);
  write(folder, { other: { cluster: 'a' } }, 'one');
  const { stdout } = await statusWith(folder, ['-n', 'platform', 'one']);
  expect(stdout).toMatch(
    /^platform +platform\/loki +- +1.0.0 +1.0.0 +- +True .*\na +platform\/other +- +- +- +1.0.0 .* not applied yet$/m,
  );
  write(folder, { other: { cluster: 'a' }, another: { cluster: 'b' } }, 'two');
  expect((await compared(folder, 'two')).rows[0]).toBe('NAME | APPLIED | READY');
});

test('--exit-code asks for the version in the folder, too', async () => {
  const metadata = (name: string) => ({
    ...{ name, namespace: 'platform', generation: 1, labels: { 'cdk8s-profiles/revision': '0123456789' } },
    annotations: { 'cdk8s-profiles/cluster': 'platform', 'cdk8s-profiles/version': '1.0.0' },
  });
  const status = { conditions: [{ type: 'Ready', status: 'True' }], observedGeneration: 1 };
  const items = [{ kind: 'HelmRelease', metadata: metadata('loki'), spec: {}, status }];
  const folder = kubectlIn({ script: `echo '${JSON.stringify({ items })}'` });
  write(folder, { loki: { revision: '0123456789' } });
  expect((await compared(folder, '--exit-code')).code).toBe(0);
  write(folder, { loki: { revision: '9876543210' } });
  expect((await compared(folder, '--exit-code')).code).toBe(1);
});

test('fails for a folder that is named and is not there, or has no release', async () => {
  const folder = kubectlIn('sick');
  mkdirSync(join(folder, 'empty'));
  for (const name of ['nothing', 'empty']) {
    const { code, stdout, stderr } = await statusWith(folder, [name]);
    expect([code, stdout, stderr]).toEqual([1, '', expect.stringMatching(/^error: .*Run "pctl synth" first/)]);
  }
  expect((await compared(folder)).rows[0]).toBe('NAME | APPLIED | READY');
});

test('as a plugin of the flux CLI, by a link, the help shows the name that flux gives it', () => {
  const link = join(temporaryFolder(), 'flux-profiles');
  symlinkSync(resolve(__dirname, '../../../build/lib/cli/main.js'), link);
  const help = (...argv: readonly string[]) => execFileSync(process.execPath, [link, ...argv], { encoding: 'utf8' });
  expect(help('--help')).toMatch(/^Usage: flux profiles <command> \[options\]\n[^]*"flux profiles <command> --help"/);
  expect(help('status', '--help')).toMatch(/^Usage: flux profiles status \[options\] \[dir\]\n/);
});
