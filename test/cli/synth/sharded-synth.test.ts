/**
 * `pctl synth --shard`: several runs that write one output together.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isInShare } from '../../../lib/model/output-share';
import { repositoryOf, subscription } from '../../constructs/folder/subscription-texts';
import { filesIn, temporaryFolder } from '../../constructs/temporary-folder';
import { builtModule } from '../../wrong-inputs/install-package';
import { generated, synthIn, writeProgram } from './synth-in';

jest.setTimeout(120_000);

const CLUSTERS = ['production', 'staging', 'test', 'eu-1', 'eu-2', 'layer-2', 'layer-10'];

let cwd: string;

beforeEach(() => {
  cwd = temporaryFolder();
});

const dist = () => filesIn(join(cwd, 'dist'));
const sharesOf = (count: number) => Array.from({ length: count }, (_, i) => `${i + 1}/${count}`);

/** A fleet with everything that belongs to no cluster, or is next to its folder. */
function writeFleet(clusters: readonly string[], statements = ''): void {
  writeFileSync(join(cwd, 'cdk8s.yaml'), 'app: node main.js\n');
  writeFileSync(
    join(cwd, 'main.js'),
    `const { Cluster, Fleet, Profile, RemovalGuard } = require(${JSON.stringify(builtModule('index'))});
const { ApiObject, Chart } = require(${JSON.stringify(require.resolve('cdk8s'))});
const sourceRef = { kind: 'GitRepository', name: 'flux-system' };
const fleet = new Fleet({ sharedSources: true, delivery: { sourceRef, path: './dist' } });
const guard = new RemovalGuard(fleet, 'guard');
guard.deliverFrom(new Chart(fleet, 'flux'));
const repository = 'https://charts.example.com';
for (const name of ${JSON.stringify(clusters)}) {
  const kubeConfig = name.startsWith('layer') ? { secretRef: { name } } : undefined;
  const cluster = new Cluster(fleet, name, { kubeConfig });
  const issuers = cluster.manifests('issuers', { layer: 1 });
  new ApiObject(issuers, 'a', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, data: { name } });
  const linkerd = cluster.subscribe(Profile.fromHelmChart({ repository, chart: 'linkerd2', version: '1.2.3' }), { layer: 2 });
  cluster.subscribe(Profile.fromHelmChart({ repository, chart: 'flagger', version: '1.0.0' }), { dependsOn: [linkerd] });
  cluster.deliverFrom(new Chart(fleet, 'flux-' + name));
  ${statements}
}
fleet.synth();
`,
  );
}

/** Runs each share in a copy of the folder, and puts what each of them writes together. */
async function writeApart(count: number): Promise<Record<string, string>> {
  const before = existsSync(join(cwd, 'dist')) ? dist() : {};
  const result = new Map(Object.entries(before));
  for (const shard of sharesOf(count)) {
    const copy = temporaryFolder();
    cpSync(cwd, copy, { recursive: true });
    expect(await synthIn(copy, '--shard', shard)).toMatchObject({ code: 0, printed: '' });
    const after = filesIn(join(copy, 'dist'));
    const changed = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(path => before[path] !== after[path]); // prettier-ignore
    for (const path of changed) {
      expect([path, shard]).toEqual([path, sharesOf(count).find((_, i) => isInShare(path, { number: i + 1, count }))]);
      if (path in after) result.set(path, after[path]);
      else result.delete(path);
    }
  }
  return Object.fromEntries([...result].sort(([a], [b]) => (a < b ? -1 : 1)));
}

test('shares together are what one run writes, whatever the order of clusters, and after some were dropped', async () => {
  writeFleet(CLUSTERS);
  const first = await writeApart(3);
  expect((await synthIn(cwd)).code).toBe(0);
  expect(Object.entries(dist())).toEqual(Object.entries(first));
  // the next commit: the folders of dropped clusters are stale, and so are their manifests
  writeFleet([...CLUSTERS.slice(2), 'new'].reverse());
  const second = await writeApart(4);
  expect((await synthIn(cwd)).code).toBe(0);
  expect(Object.entries(dist())).toEqual(Object.entries(second));
  expect(Object.keys(second).filter(path => /^(manifests\/)?(production|staging)\//.test(path))).toEqual([]);
});

test('shares that are written one after the other into one output give the same, and then change nothing', async () => {
  writeFleet(CLUSTERS);
  await synthIn(cwd, '--output', 'whole');
  for (const shard of sharesOf(2)) expect((await synthIn(cwd, '--shard', shard, '--output', 'whole')).stderr).toBe(`whole (shard ${shard}): nothing changed\n`); // prettier-ignore
  const whole = filesIn(join(cwd, 'whole'));
  rmSync(join(cwd, 'whole'), { recursive: true });
  for (const shard of ['2/2', '1/2']) await synthIn(cwd, '--shard', shard, '--output', 'whole');
  expect(filesIn(join(cwd, 'whole'))).toEqual(whole);
});

test('the program writes its share only, and reports what is wrong in clusters of its share', async () => {
  const wrong = "if (name === 'test') cluster.subscribe('nothing');";
  writeFleet(CLUSTERS, wrong);
  const results = await Promise.all(sharesOf(2).map(shard => synthIn(cwd, '--shard', shard, '--output', shard.replace('/', '-')))); // prettier-ignore
  expect(results.map(({ code }) => code)).toEqual(sharesOf(2).map((_, i) => (isInShare('test/a', { number: i + 1, count: 2 }) ? 1 : 0))); // prettier-ignore
  writeFleet(CLUSTERS, wrong.replace(/.*/, "process.on('exit', () => console.log(require('fs').readdirSync(process.env.CDK8S_OUTDIR).join()));")); // prettier-ignore
  const { printed } = await synthIn(cwd, '--shard', '1/7');
  const folders = new Set(printed.split('\n')[0].split(','));
  expect(CLUSTERS.filter(name => folders.has(name) !== isInShare(`${name}/a`, { number: 1, count: 7 }))).toEqual([]);
});

test('leaves alone what a stock App writes to other shares', async () => {
  const texts = Object.fromEntries(CLUSTERS.map(name => [`${name}.k8s.yaml`, `kind: ${name}\n`]));
  mkdirSync(join(cwd, 'dist'));
  for (const name of ['old-1', 'old-2', 'old-3']) writeFileSync(join(cwd, 'dist', `${name}.k8s.yaml`), '');
  writeFileSync(join(cwd, 'dist/README.md'), 'kept');
  writeProgram(cwd, texts);
  // also in a share that only has files to remove
  expect(await writeApart(12)).toEqual({ ...texts, 'README.md': 'kept' });
});

test('a share without anything is empty, and succeeds', async () => {
  writeProgram(cwd, { 'production/a.k8s.yaml': generated('a') });
  const empty = sharesOf(2).find((_, i) => !isInShare('production/a', { number: i + 1, count: 2 }))!;
  expect(await synthIn(cwd, '--shard', empty)).toEqual({ code: 0, stderr: `dist (shard ${empty}): nothing changed\n`, printed: '' }); // prettier-ignore
  expect(await synthIn(cwd, '--shard', empty, '--check')).toMatchObject({ code: 0 });
});

test('--check finds what is wrong in its share only', async () => {
  const files = { 'production/a.k8s.yaml': generated('a'), 'staging/a.k8s.yaml': generated('a') };
  const stale = 'dropped/a.k8s.yaml';
  writeProgram(cwd, files);
  for (const path of [...Object.keys(files), stale]) {
    mkdirSync(dirname(join(cwd, 'dist', path)), { recursive: true });
    writeFileSync(join(cwd, 'dist', path), generated('old'));
  }
  execFileSync('git', ['init', '--quiet'], { cwd });
  execFileSync('git', ['add', 'dist'], { cwd });
  const found = await Promise.all(sharesOf(5).map(shard => synthIn(cwd, '--check', '--shard', shard)));
  const errors = found.flatMap(({ stderr }) => stderr.match(/dist\/\S+ .*/g) ?? []);
  expect(errors.sort()).toEqual([
    `dist/${stale} is not written by the program any more`,
    'dist/production/a.k8s.yaml differs from what the program writes',
    'dist/staging/a.k8s.yaml differs from what the program writes',
  ]);
  expect(found.map(({ code, stderr }) => [code, / (is|differs) /.test(stderr)])).toEqual(found.map(({ code }) => [code, code === 1])); // prettier-ignore
});

test('renders shares of subscriptions too, and leaves an unfinished change to a whole run', async () => {
  const files = CLUSTERS.map(name => [`subscriptions/${name}/mesh.yaml`, subscription('mesh', '  profile: linkerd2\n')]); // prettier-ignore
  const root = repositoryOf(Object.fromEntries(files));
  await synthIn(root, '--output', 'whole');
  writeFileSync(join(root, 'subscriptions/.pctl-unfinished'), '');
  for (const shard of sharesOf(3)) expect((await synthIn(root, '--shard', shard)).code).toBe(0);
  expect(filesIn(join(root, 'dist'))).toEqual(filesIn(join(root, 'whole')));
  expect(readdirSync(join(root, 'subscriptions'))).toContain('.pctl-unfinished');
});

test('fails, leaving the output as it was, if the program fails', async () => {
  writeProgram(cwd, { 'production/a.k8s.yaml': generated('a') }, 'process.exit(3)');
  mkdirSync(join(cwd, 'dist'));
  writeFileSync(join(cwd, 'dist/a.k8s.yaml'), generated('a'));
  expect((await synthIn(cwd, '--shard', '1/1')).code).toBe(1);
  expect(dist()).toEqual({ 'a.k8s.yaml': generated('a') });
});

test.each(['0/2', '3/2', '1', 'a/b'])('fails for --shard "%s", which is wrong usage', async shard => {
  writeProgram(cwd, {});
  expect(await synthIn(cwd, '--shard', shard)).toMatchObject({
    code: 2,
    stderr: `error: "--shard ${shard}" is not a share of the output. Write the number of this one, and how many there are: "1/4" to "4/4"\n`,
  });
});

test('a variable that is left over from elsewhere has no effect', async () => {
  writeFleet(['production']);
  process.env.CDK8S_PROFILES_SHARD = '1/1000';
  await synthIn(cwd);
  delete process.env.CDK8S_PROFILES_SHARD;
  expect(Object.keys(dist()).filter(path => path.startsWith('production/'))).not.toEqual([]);
});
