/**
 * Computes the order of one cluster from its manifests, without the program.
 */
import type { WrittenRelease } from '../model/written-release';
import { releaseLabel } from '../model/names';
import type { CycleStep, Problem } from '../model/problem';
import { installWaves } from './install-waves';
import { planInstall } from './plan-install';
import { groupBy } from '../model/data/group-by';
import { sortForInstall } from './sort-for-install';
import type { PlannedRelease, Wait, WrittenPlan } from './written-plan';

/** One plan for each cluster in `releases`, sorted by name; `areGuarded` says whether its releases are guarded. */
export function planWritten(
  releases: readonly WrittenRelease[],
  areGuarded: (releases: readonly WrittenRelease[]) => boolean | undefined,
): WrittenPlan[] {
  const clusters = [...groupBy(releases, ({ cluster }) => cluster)].sort(([a], [b]) => (a < b ? -1 : 1));
  const everywhere = groupBy(releases, releaseLabel);
  return clusters.map(([name, members]) => ({
    ...planCluster(name, members, everywhere),
    isRemovalGuarded: areGuarded(members),
  }));
}

type Releases = ReadonlyMap<string, readonly WrittenRelease[]>;

function planCluster(
  name: string,
  written: readonly WrittenRelease[],
  everywhere: Releases,
): Omit<WrittenPlan, 'isRemovalGuarded'> {
  const places = groupBy(written, releaseLabel);
  const known = new Map([...places].map(([label, [first]]) => [label, first]));
  const planned = [...known].map(([label, release]) => ({
    label,
    release,
    waitsFor: waitsOf(release, known, everywhere),
  }));
  const depths = installWaves(new Map(planned.map(({ label, waitsFor }) => [label, waitsFor.map(to => to.label)])));
  const releases = sortForInstall(planned.map(one => ({ ...one, depth: depths.get(one.label)! })));
  return {
    name,
    releases,
    layers: countLayers([...known.values()]),
    problems: [...findDuplicates(places), ...findOrderProblems(releases)],
  };
}

/** What is not on its own cluster may be on the management cluster, if that is where its object is. */
function waitsOf(release: WrittenRelease, known: ReadonlyMap<string, WrittenRelease>, everywhere: Releases): Wait[] {
  const waits = new Map<string, Wait>();
  for (const { name, namespace, isInStep: waitsForRevision } of release.dependsOn) {
    const label = releaseLabel({ name, namespace });
    const target = known.get(label);
    const isInStep = waitsForRevision && target?.hasForeignValues !== true;
    const isNamed = !release.isManaged || release.named.has(name) || release.named.has(`${namespace}/${name}`);
    const others = target === undefined && release.isRemote === true ? (everywhere.get(label) ?? []) : [];
    const elsewhere = others.length === 1 ? { elsewhere: others[0] } : {};
    waits.set(label, { name, namespace, label, target, ...elsewhere, reason: isNamed ? 'named' : 'layer', isInStep });
  }
  return [...waits.values()].sort((a, b) => (a.label < b.label ? -1 : 1));
}

function countLayers(releases: readonly WrittenRelease[]): ReadonlyMap<number, number> {
  const groups = groupBy(
    releases.flatMap(({ layer }) => layer ?? []),
    layer => layer,
  );
  return new Map([...groups].sort(([a], [b]) => a - b).map(([layer, members]) => [layer, members.length]));
}

function findDuplicates(places: ReadonlyMap<string, readonly WrittenRelease[]>): Problem[] {
  return [...places.values()]
    .filter(found => found.length > 1)
    .map(found => ({
      kind: 'duplicate-object',
      object: `HelmRelease ${found[0].namespace}/${found[0].name}`,
      paths: found.map(({ location: { file, line } }) => `${file}:${line}`),
      location: found[0].location,
    }));
}

/** Cycles and releases that wait for themselves, located at the first release of each. */
function findOrderProblems(releases: readonly PlannedRelease[]): Problem[] {
  const byLabel = new Map(releases.map(planned => [planned.label, planned]));
  const nodes = releases.map(({ label, waitsFor }) => {
    const dependsOn = waitsFor.filter(({ target }) => target !== undefined).map(to => to.label);
    return { name: label, dependsOn };
  });
  const located = (name: string) => ({ location: byLabel.get(name)?.release.location });
  return planInstall(nodes, { order: 'dependencies' }).problems.map(problem => {
    if (problem.kind === 'self-dependency') return { ...problem, ...located(problem.name) };
    if (problem.kind !== 'cycle') return problem;
    const steps = problem.steps.map((step, i, all) => explain(byLabel.get(step.name)!, all[(i + 1) % all.length]));
    return { ...problem, steps, ...located(steps[0].name) };
  });
}

/** Why `planned` waits for the next step of a cycle, according to its object. */
function explain({ label, waitsFor }: PlannedRelease, next: CycleStep): CycleStep {
  const wait = waitsFor.find(to => to.label === next.name);
  return { name: label, reason: (wait?.reason === 'layer' ? wait.target?.layer : undefined) ?? 'named' };
}
