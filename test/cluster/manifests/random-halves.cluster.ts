/** Charts and manifests side by side in one layer: ten commits that change random halves of the members. */
import fc from 'fast-check';
import { changeReleases, chartsOf, type Cluster, printRound, revisionsOf, Rollout, startCluster } from '../harness';
import { Stack } from './stack';

const LAYERS = [
  ['cert-manager', 'kyverno', 'trust-manager'],
  ['issuers', 'policies', 'linkerd2', 'loki'],
  ['flagger', 'grafana', 'ingress-nginx'],
];
const MANIFESTS = ['issuers', 'policies'];
const HALVES = fc.sample(fc.shuffledSubarray(LAYERS.flat(), { minLength: 5, maxLength: 5 }), { numRuns: 10, seed: 33 });

let cluster: Cluster;
const stacks: Stack[] = [];

beforeAll(async () => {
  cluster = await startCluster({ requeueSeconds: 1 });
  for (const namespace of ['east', 'west']) {
    stacks.push(new Stack(cluster, { namespace, layers: LAYERS, manifests: MANIFESTS }));
  }
  await cluster.charts.publish(...chartsOf(stacks[0].charts(stacks[0].first())));
});

afterAll(async () => {
  for (const stack of stacks) stack.stop();
  await cluster?.stop();
});

test('commits of random halves upgrade charts and manifests in order, and nothing else', async () => {
  await Promise.all([rollOut(stacks[0], HALVES.slice(0, 5)), rollOut(stacks[1], HALVES.slice(5))]);
});

async function rollOut(stack: Stack, halves: readonly string[][]): Promise<void> {
  const rollout = await Rollout.create(cluster, stack.namespace);
  let releases = stack.first();
  await rollout.commit(stack.files(releases), releases);
  for (const half of halves) {
    releases = changeReleases(releases, 'values', ({ name }) => half.includes(name));
    const round = await rollout.commit(stack.files(releases), releases);
    const layers = LAYERS.flatMap((names, layer) => (names.some(name => half.includes(name)) ? layer : []));
    printRound(`${stack.namespace}: half of 10 members, in layers ${layers.join(', ')}, requeue 1 s`, round);
    expect({ half, broken: round.broken }).toEqual({ half, broken: [] });
    expect(await rollout.revisions(releases)).toEqual(revisionsOf(releases));
  }
}
