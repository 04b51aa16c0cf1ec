/**
 * A whole platform on one cluster, 31 profiles in five layers: installed, upgraded in one commit,
 * partly rolled back, without one layer, removed, all in order.
 */
import { applyEventSecret, Cluster, FLUX_NAMESPACE, printRound, startCluster } from '../harness';
import { FleetRollout, StepOutcome } from './fleet-rollout';
import { chartsOf, findOffers } from './offers';
import { LOSS, Step, stepsOf, tiersOf } from './steps';

const OFFERS = findOffers();
const STEPS = stepsOf(OFFERS);
const [BOTTOM, UPPER] = tiersOf(STEPS.find(({ name }) => name === LOSS)!.releases);

/** For figures: with another one, and with events. */
const requeueSeconds = Number(process.env.REQUEUE_SECONDS ?? 1);
const hasEvents = process.env.EVENTS !== undefined;
const PROD = { name: 'prod', props: hasEvents ? { receiver: { kustomization: { name: 'prod' } } } : {} };

let cluster: Cluster;
const outcomes = new Map<Step, StepOutcome>();
/** After the loss of a layer: what the releases that stood on it wait for now. */
let moved: readonly (readonly string[])[];

beforeAll(async () => {
  cluster = await startCluster({ requeueSeconds, concurrent: 30, hasNotifications: hasEvents });
  await cluster.charts.publish(...chartsOf(OFFERS));
  if (hasEvents) await applyEventSecret(cluster, FLUX_NAMESPACE, 'prod-events');
  const rollout = await FleetRollout.create(cluster, 'fleet', [PROD], `${Math.max(2, requeueSeconds)}s`);
  for (const step of STEPS) {
    const outcome = (await rollout.take(step)).get('prod')!;
    outcomes.set(step, outcome);
    printRound(`${step.name}, ${OFFERS.length} profiles, requeue ${requeueSeconds} s`, outcome);
    if (step.name === LOSS) moved = await findMoved(rollout);
  }
});

afterAll(() => cluster?.stop());

/** `dependsOn` of each release of the tier that stood on the lost one. */
async function findMoved(rollout: FleetRollout): Promise<typeof moved> {
  const releases = await rollout.releasesOf('prod');
  return UPPER.map(({ profile }) => {
    const { dependsOn = [] } = releases.get(profile)!.spec as { dependsOn?: readonly { name: string }[] };
    return dependsOn.map(({ name }) => name);
  });
}

test.each(STEPS)('$name is in order', step => {
  expect(outcomes.get(step)!.broken).toEqual([]);
});

test.each(STEPS)('$name is all that Helm has to do, and no more', step => {
  expect(outcomes.get(step)!.done).toEqual(step.actions);
});

test('what stood on the lost layer waits for the nearest one below', () => {
  expect(moved).toEqual(UPPER.map(() => BOTTOM.map(({ profile }) => profile).sort()));
});
