/**
 * 31 charts in five layers: adding the first manifests between them, and removing the last ones,
 * changes no release.
 */
import { chartsOf, type Cluster, printFigure, Rollout, startCluster } from '../harness';
import { helmRelease } from '../failures/waiting';
import { applyGuard } from '../removal/guard';
import { Stack } from './stack';

const NAMESPACE = 'stack';
const CHARTS = [5, 7, 6, 1, 12].map((size, layer) => Array.from({ length: size }, (_, i) => `chart-${layer}-${i}`));
/** The layers of the charts, with one between the first two. */
const LAYERS = [CHARTS[0], ['issuers'], ...CHARTS.slice(1)];

let cluster: Cluster;
let stack: Stack;

beforeAll(async () => {
  cluster = await startCluster({ requeueSeconds: 1, concurrent: 30 });
  stack = new Stack(cluster, { namespace: NAMESPACE, layers: LAYERS, manifests: ['issuers'], readyAfterSeconds: 0 });
  await cluster.charts.publish(...chartsOf(stack.charts(stack.first())));
  await applyGuard(cluster, NAMESPACE);
});

afterAll(async () => {
  stack?.stop();
  await cluster?.stop();
});

test('Helm installs and uninstalls the manifests, and does nothing else', async () => {
  const rollout = await Rollout.create(cluster, NAMESPACE);
  const all = stack.first();
  const charts = stack.charts(all);
  expect((await rollout.commit(stack.files(charts), charts)).actions).toHaveLength(31);

  const added = await rollout.commit(stack.files(all), all);
  printFigure('first manifests among 31 charts', `${added.seconds} s, ${added.actions.length} Helm actions`);
  expect(added.actions.map(({ kind, release }) => `${kind} ${release}`)).toEqual([`install ${NAMESPACE}/issuers`]);

  const begin = Date.now();
  await rollout.commit(stack.files(charts), charts);
  await cluster.kube.waitGone(helmRelease(`${NAMESPACE}/issuers`));
  const removed = cluster.order.actions(begin).map(({ kind, release }) => `${kind} ${release}`);
  expect(removed).toEqual([`uninstall ${NAMESPACE}/issuers`]);
});
