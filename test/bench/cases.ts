/**
 * What is measured, by name: each case returns milliseconds, mostly of CPU time, or a count,
 * at once or later.
 */
import { YamlOutputType } from 'cdk8s';
import { parseAllDocuments, parseDocument } from 'yaml';
import { compareOutputs } from '../../lib/changes/compare-outputs';
import { readOutput } from '../../lib/deliver/read-output';
import { clustersIn } from '../../lib/deliver/repository/read-clusters';
import { parseCatalogLock } from '../../lib/model/formats/catalog-lock';
import { parseHelmIndex } from '../../lib/model/helm-index/helm-index';
import { NO_DECLARATIONS, toModel } from '../../lib/model/layers/declared-model';
import { layComponents } from '../../lib/order/layered-set';
import { planInstall } from '../../lib/order/plan-install';
import { verifyCluster } from '../../lib/verify/verify-cluster';
import { fleetProgram } from './fleet-program';
import { clusterFiles } from './cluster-files';
import { fluxRepository, repositoryOf } from './flux-repository';
import { helmIndexText } from './helm-index-text';
import { indexMemory } from './index-memory';
import { cloneTags, readTags } from './git-tags';
import { layeredProgram } from './layered-program';
import { emptyPageTime, pageSize, pageTime } from './page-time';
import { emptyScript, importTime, jsYamlTime, lockOf, pctlTime } from './processes';
import { shuffledNodes } from './shuffled-nodes';
import { fleetMemory, stockMemory } from './peak-memory';
import { plainObjects, stockProgram, synthInMemory } from './stock-program';
import { renderObjects, templateProgram } from './template-program';

/** Clusters of 30 objects: 10,020, 30,000 and 100,020 objects. */
const SMALL = 334;
const LARGE = 1000;
const HUGE = 3334;

/** Bytes of an index. */
const INDEX = 20_000_000;
/** Every chart is a profile, or every tenth. */
const ALL = 1;
const TENTH = 10;

// eslint-disable-next-line @typescript-eslint/no-require-imports
const jsYaml = require('js-yaml') as { load(text: string): unknown };

export const CASES = {
  'fleet of 10,000': () => cpuTime(() => fleetProgram(SMALL).synthYaml()),
  'fleet of 30,000': () => cpuTime(() => fleetProgram(LARGE).synthYaml()),
  'fleet of 100,000': () => cpuTime(() => fleetProgram(HUGE).synthYaml()),
  'stock App of 100,000': () => stock(HUGE, YamlOutputType.FILE_PER_CHART),
  'megabytes of a fleet of 100,000': () => fleetMemory(HUGE),
  'megabytes of a stock App of 100,000': () => stockMemory(HUGE),
  'construction of 10,000': () => cpuTime(() => fleetProgram(SMALL)),
  'construction of 30,000': () => cpuTime(() => fleetProgram(LARGE)),
  'stock App of 10,000': () => stock(SMALL, YamlOutputType.FILE_PER_CHART),
  'stock App of 30,000': () => stock(LARGE, YamlOutputType.FILE_PER_CHART),
  'stock folders of 10,000': () => stock(SMALL, YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE),
  'stock folders of 30,000': () => stock(LARGE, YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE),
  'five layers of 200': () => cpuTime(() => layeredProgram('layers').synthYaml()),
  'the same without order': () => cpuTime(() => layeredProgram('dependencies').synthYaml()),
  '50 clusters from a template': () => cpuTime(() => templateProgram(50).synthYaml()),
  '500 clusters from a template': () => cpuTime(() => templateProgram(500).synthYaml()),
  'template of 100 objects': () => cpuTime(() => renderObjects(100)),
  'template of 1,000 objects': () => cpuTime(() => renderObjects(1_000)),
  'plan of 1,000 in 5 layers': () => plan(1_000, 5),
  'plan of 10,000 in 5 layers': () => plan(10_000, 5),
  'plan of 1,000 in 500 layers': () => plan(1_000, 500),
  'plan of 10,000 in 500 layers': () => plan(10_000, 500),
  'model of 1,000 components': () => model(1_000),
  'model of 10,000 components': () => model(10_000),
  'diff of 1,000 clusters': () => diffTime('diff'),
  'the YAML of both outputs': () => diffTime('parse'),
  'verify 10,000 releases': () => verifyTime('verify'),
  'their YAML': () => verifyTime('parse'),
  'page of 400 releases': () => pageTime(),
  'an empty page': () => emptyPageTime(),
  'kB of the page of 400 releases': () => pageSize(),
  'git repository of 1,000 tags': () => readTags({}),
  'the same when nothing is new': () => readTags({}, true),
  'the same by isomorphic-git': () => readTags({ CDK8S_PROFILES_GIT: 'isomorphic' }),
  'git clone --bare and cat-file': () => cloneTags(),
  'runs of a validation': () => validationRuns(),
  'index of profiles': () => onTheClock(helmIndexText(INDEX, ALL), readIndex),
  'index of profiles by js-yaml': () => onTheClock(helmIndexText(INDEX, ALL), jsYaml.load),
  'index of profiles by yaml': () => onTheClock(helmIndexText(INDEX, ALL), parseDocument),
  'index with some profiles': () => onTheClock(helmIndexText(INDEX, TENTH), readIndex),
  'index with some profiles by js-yaml': () => onTheClock(helmIndexText(INDEX, TENTH), jsYaml.load),
  'index with some profiles by yaml': () => onTheClock(helmIndexText(INDEX, TENTH), parseDocument),
  'megabytes for 100 MB of profiles': () => indexMemory(100_000_000, ALL),
  'megabytes for 100 MB with some profiles': () => indexMemory(100_000_000, TENTH),
  'lock of 10,000': () => readText(lockOf(10_000), text => parseCatalogLock(text, 'a.lock.yaml')),
  'lock of 10,000 by js-yaml': () => readText(lockOf(10_000), jsYaml.load),
  'import of the library': () => importTime('library'),
  'import of cdk8s': () => importTime('cdk8s'),
  'pctl --help': () => pctlTime(['--help'], 0),
  'an empty script': () => emptyScript(),
  'what 10,000 entries add to pctl search': () => searchTime(10_000) - searchTime(20),
  'what their lock adds to js-yaml': () => jsYamlTime(10_000) - jsYamlTime(20),
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

/** For what is read once in a process: much of its time on the processor is V8's, which compiles beside it on another one. */
function onTheClock(text: string, read: (text: string) => unknown): number {
  global.gc?.();
  const start = performance.now();
  read(text);
  return performance.now() - start;
}

function readText(text: string, read: (text: string) => unknown): number {
  return cpuTime(() => read(text));
}

function readIndex(text: string): unknown {
  return parseHelmIndex(text, { file: 'index.yaml' });
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

/** For the layers of one minimal model, whose components are in 500 layers. */
function model(count: number): number {
  const sets = Array.from({ length: 10_000 / count }, () =>
    shuffledNodes(count, 500).map(({ name, dependsOn = [] }) => ({ name, dependencies: dependsOn })),
  );
  const minimal = { ...toModel(NO_DECLARATIONS), model: 'minimal' } as const;
  return cpuTime(() => sets.forEach(components => layComponents(minimal, components))) / sets.length;
}

function searchTime(entries: number): number {
  return pctlTime(['search', 'profile-0000'], entries);
}

/** Of two outputs: what is read of each, and how they differ; or only their YAML, by the parser that reads it. */
function diffTime(what: 'diff' | 'parse'): number {
  const [before, after] = ['1.2.3', '1.2.4'].map(tag => clusterFiles(1000, tag));
  if (what === 'parse') return cpuTime(() => [...before, ...after].forEach(({ text }) => parseAllDocuments(text)));
  return cpuTime(() => compareOutputs(readOutput(before).output, readOutput(after).output, { areGuarded: () => true }));
}

/** Of a repository that Flux applies to ten clusters: what each gets, and what is wrong with it; or only its YAML. */
function verifyTime(what: 'verify' | 'parse'): number {
  const files = fluxRepository(10);
  if (what === 'parse') return cpuTime(() => [...files.values()].forEach(text => parseAllDocuments(text)));
  return cpuTime(() => clustersIn(repositoryOf(files)).clusters.flatMap(verifyCluster));
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
