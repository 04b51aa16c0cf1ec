/**
 * What is measured, by name: each case returns milliseconds, mostly of CPU time, or a count.
 */
import { YamlOutputType } from 'cdk8s';
import { planInstall } from '../../lib/order/plan-install';
import { fleetProgram } from './fleet-program';
import { cloneTags, readTags } from './git-tags';
import { layeredProgram } from './layered-program';
import { emptyScript, lockOf, pctlTime } from './processes';
import { shuffledNodes } from './shuffled-nodes';
import { plainObjects, stockProgram, synthInMemory } from './stock-program';

/** Clusters of 30 objects: 10,020 and 30,000 objects. */
const SMALL = 334;
const LARGE = 1000;

export const CASES = {
  'fleet of 10,000': () => cpuTime(() => fleetProgram(SMALL).synthYaml()),
  'fleet of 30,000': () => cpuTime(() => fleetProgram(LARGE).synthYaml()),
  'construction of 10,000': () => cpuTime(() => fleetProgram(SMALL)),
  'construction of 30,000': () => cpuTime(() => fleetProgram(LARGE)),
  'stock App of 10,000': () => stock(SMALL, YamlOutputType.FILE_PER_CHART),
  'stock App of 30,000': () => stock(LARGE, YamlOutputType.FILE_PER_CHART),
  'stock folders of 10,000': () => stock(SMALL, YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE),
  'stock folders of 30,000': () => stock(LARGE, YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE),
  'five layers of 200': () => cpuTime(() => layeredProgram('layers').synthYaml()),
  'the same without order': () => cpuTime(() => layeredProgram('dependencies').synthYaml()),
  'plan of 1,000 in 5 layers': () => plan(1_000, 5),
  'plan of 10,000 in 5 layers': () => plan(10_000, 5),
  'plan of 1,000 in 500 layers': () => plan(1_000, 500),
  'plan of 10,000 in 500 layers': () => plan(10_000, 500),
  'git repository of 1,000 tags': () => readTags({}),
  'the same when nothing is new': () => readTags({}, true),
  'the same by isomorphic-git': () => readTags({ CDK8S_PROFILES_GIT: 'isomorphic' }),
  'git clone --bare and cat-file': () => cloneTags(),
  'runs of a validation': () => validationRuns(),
  'pctl --help': () => pctlTime(['--help'], 0),
  'an empty script': () => emptyScript(),
  'what 10,000 entries add to pctl search': () => searchTime(10_000) - searchTime(20),
  'their lock in js-yaml': () => parseTime(10_000),
} as const;

export type CaseName = keyof typeof CASES;

/** Milliseconds, beginning with an empty heap. */
function cpuTime(action: () => unknown): number {
  global.gc?.();
  const start = process.cpuUsage();
  action();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

function stock(clusters: number, outputType: YamlOutputType): number {
  const objects = plainObjects(clusters);
  return cpuTime(() => synthInMemory(stockProgram(objects, outputType)));
}

/** For one plan; as many are made as hold 10,000 nodes, each once, as programs do. */
function plan(count: number, layers: number): number {
  const clusters = Array.from({ length: 10_000 / count }, () => shuffledNodes(count, layers));
  return cpuTime(() => clusters.forEach(nodes => planInstall(nodes))) / clusters.length;
}

function searchTime(entries: number): number {
  return pctlTime(['search', 'profile-0000'], entries);
}

function parseTime(entries: number): number {
  const text = lockOf(entries);
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { load } = require('js-yaml') as { load(text: string): unknown };
  return cpuTime(() => load(text));
}

/** How often each construct of a fleet is validated: the most and, unless that is as often, NaN. */
function validationRuns(): number {
  const fleet = fleetProgram(10);
  const runs = new Map<string, number>();
  for (const { node } of fleet.node.findAll()) {
    runs.set(node.path, 0);
    node.addValidation({ validate: () => (runs.set(node.path, runs.get(node.path)! + 1), []) });
  }
  fleet.synthYaml();
  const counts = new Set(runs.values());
  return counts.size === 1 ? [...counts][0] : NaN;
}
