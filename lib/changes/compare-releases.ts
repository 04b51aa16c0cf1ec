/**
 * Compares one release before and after.
 */
import { recordIn } from '../model/data/fields';
import type { Fields } from '../model/data/json';
import { ANNOTATIONS, LABELS } from '../model/labels';
import { versionStep } from '../model/version/version-step';
import type { WrittenReleaseObject } from '../model/written-output';
import type { Effect, FieldChange, ReleaseChange, ReleaseChangeKind } from './change';
import { compareData } from './compare-data';
import type { OrderChange } from './compare-order';
import { keyOf, type ReleasePair } from './pair-releases';
import { type ChartSources, releaseVersion } from './release-version';
import { type ConfigMaps, releaseValues } from './release-values';

/** What a release needs from the rest of its output. */
export interface OutputSide {
  readonly configMaps: ConfigMaps;
  readonly sources: ChartSources;
}

/** What is needed to compare the releases of a cluster. */
export interface ReleaseSurroundings {
  readonly before: OutputSide;
  readonly after: OutputSide;
  readonly labelOf: (found: WrittenReleaseObject) => string;
  readonly orderOf: (pair: Required<ReleasePair>) => OrderChange;
  readonly effectsOf: (pair: ReleasePair) => readonly Effect[];
  /** Whether objects in its manifests differ. */
  readonly hasOtherManifests: (found: WrittenReleaseObject) => boolean;
}

const NO_ORDER: OrderChange = { nowAfter: [], noLongerAfter: [] };

/** What happens to a release; `undefined` if it is the same. */
export function compareRelease(pair: ReleasePair, surroundings: ReleaseSurroundings): ReleaseChange | undefined {
  const { before, after } = pair;
  const found = (after ?? before)!;
  const from = before && releaseVersion(before, surroundings.before.sources);
  const to = after && releaseVersion(after, surroundings.after.sources);
  const isInBoth = before !== undefined && after !== undefined;
  const versions = from === undefined || to === undefined ? undefined : versionStep(from, to);
  const values = isInBoth ? compareValues(before, after, surroundings) : [];
  const fields = isInBoth ? compareFields(before, after, from !== to) : [];
  const order = isInBoth ? surroundings.orderOf({ before, after }) : NO_ORDER;
  const hasOtherManifests = isInBoth && surroundings.hasOtherManifests(found);
  const kind = kindOf(pair, {
    isDowngrade: versions?.isDowngrade,
    hasOtherContent: values.length > 0 || fields.length > 0 || from !== to || hasOtherManifests,
    order,
  });
  if (kind === undefined) return undefined;
  return {
    kind,
    label: surroundings.labelOf(found),
    name: found.release.name,
    namespace: found.release.namespace,
    ...(kind === 'renamed' && { formerLabel: surroundings.labelOf(before!) }),
    ...{ from, to, step: versions?.step },
    ...{ layerBefore: before?.release.layer, layerAfter: after?.release.layer },
    ...order,
    ...{ values, fields, hasOtherManifests },
    effects: surroundings.effectsOf(pair),
    isSuspended: found.release.isSuspended,
  };
}

interface KindInput {
  /** Absent: the versions are equal, or cannot be compared. */
  readonly isDowngrade?: boolean;
  readonly hasOtherContent: boolean;
  readonly order: OrderChange;
}

function kindOf({ before, after }: ReleasePair, input: KindInput): ReleaseChangeKind | undefined {
  if (before === undefined) return 'added';
  if (after === undefined) return 'removed';
  if (keyOf(before) !== keyOf(after)) return 'renamed';
  if (input.isDowngrade !== undefined) return input.isDowngrade ? 'downgraded' : 'upgraded';
  if (input.hasOtherContent) return 'changed';
  const { nowAfter, noLongerAfter } = input.order;
  if (nowAfter.length + noLongerAfter.length > 0 || before.release.layer !== after.release.layer) return 'reordered';
  const isSame =
    before.release.revision === after.release.revision &&
    JSON.stringify(recordIn(before.object, 'spec').dependsOn) ===
      JSON.stringify(recordIn(after.object, 'spec').dependsOn);
  return isSame ? undefined : 'waits';
}

function compareValues(
  before: WrittenReleaseObject,
  after: WrittenReleaseObject,
  all: ReleaseSurroundings,
): FieldChange[] {
  const old = releaseValues(before, all.before.configMaps);
  const now = releaseValues(after, all.after.configMaps);
  const isFolder = (path: string) => path === 'spec.path' && after.release.contents === 'manifests';
  const values = compareData(old.values, now.values).filter(({ path }) => !isFolder(path));
  return [...values, ...compareData(old.references, now.references, 'valuesFrom')];
}

/** Annotations and labels that are reported in words. */
const REPORTED: readonly string[] = [ANNOTATIONS.version, ANNOTATIONS.dependsOn, LABELS.revision, LABELS.appliedLayer];
/** Fields in which only the version is written, directly or in the name of a source. */
const OF_VERSION = /^spec\.(chart\.spec\.(version|sourceRef\.name)|chartRef\.name)$/;

function compareFields(before: WrittenReleaseObject, after: WrittenReleaseObject, hasOtherVersion: boolean) {
  const isRename = keyOf(before) !== keyOf(after);
  return compareData(reduced(before.object, isRename), reduced(after.object, isRename)).filter(
    ({ path }) => !(hasOtherVersion && OF_VERSION.test(path)),
  );
}

/** `object` without what is compared elsewhere. */
function reduced(object: Fields, isRename: boolean): Fields {
  const metadata = without(recordIn(object, 'metadata'), isRename ? ['name', 'namespace'] : []);
  const spec = without(recordIn(object, 'spec'), ['values', 'valuesFrom', 'dependsOn']);
  const tags = (key: string) => without(recordIn(metadata, key), REPORTED);
  // empty maps stay, so that the first annotation is a change by itself
  const all = { ...metadata, annotations: tags('annotations'), labels: tags('labels') };
  return { ...without(object, ['status']), metadata: all, spec };
}

function without(object: Fields, keys: readonly string[]): Fields {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));
}
