/**
 * What an import does, as a table or as data: a line for each release that was made by hand.
 */
import type { FieldChange } from '../../changes/change';
import type { AppliedObject } from '../../model/applied-cluster';
import { recordIn, textIn } from '../../model/data/fields';
import { releaseLabel } from '../../model/names';
import { fileOf } from '../subscriptions/find-repository';
import type { PrintedList } from '../terminal/output';
import type { ClusterImport, ComparedRelease } from './plan-import';

/** One release. */
interface ImportRow {
  readonly cluster: string;
  readonly release: AppliedObject;
  readonly found?: ComparedRelease;
  /** Why it stays as it is. Absent: it is imported. */
  readonly reason?: string;
}

/** Fields that removal in order depends on. An import changes them in every release, so the list leaves them out. */
const FOR_REMOVAL = /^uninstall\.(timeout|deletionPropagation)$/;

/** The list of all releases in `plans`. */
export function importListing(plans: readonly ClusterImport[]): PrintedList<ImportRow> {
  const items = plans.flatMap(({ cluster, imported, left }): ImportRow[] => [
    ...imported.map(found => ({ cluster, release: found.release, found })),
    ...left.map(({ release, reason }) => ({ cluster, release, reason })),
  ]);
  return {
    key: 'releases',
    items,
    columns: [
      { title: 'CLUSTER', cell: ({ cluster }) => cluster },
      { title: 'RELEASE', cell: ({ release }) => releaseLabel(release), isKey: true },
      { title: 'CHART', cell: chartOf },
      { title: 'FILE', cell: ({ release }) => placeOf(release), isWide: true },
      { title: 'RESULT', cell: describe, isKey: true, isWrapped: true },
    ],
    name: ({ cluster, release }) => `${cluster}/${release.namespace}/${release.name}`,
    data: toData,
  };
}

/** `apps/podinfo/release.yaml:3` */
export function placeOf(release: AppliedObject): string {
  const { file, line } = release.locate();
  return `${file}:${line}`;
}

function chartOf({ release, found }: ImportRow): string | undefined {
  const chart = found?.spec.chart;
  if (chart !== undefined) return [chart.name, chart.version].filter(part => part !== undefined).join(' ');
  const spec = recordIn(release.object, 'spec');
  return textIn(recordIn(recordIn(spec, 'chart'), 'spec'), 'chart') ?? textIn(recordIn(spec, 'chartRef'), 'name');
}

function describe({ found, reason }: ImportRow): string {
  if (found === undefined) return `stays as it is: ${reason}`;
  const changes = [
    ...(found.reference.range === undefined ? [] : [`${found.reference.range} becomes ${found.spec.chart?.version}`]),
    ...found.change.fields.filter(({ path }) => !FOR_REMOVAL.test(path)).map(describeChange),
    ...(found.reference.isMoving ? ['upgrades not in order: its source decides on the version'] : []),
  ];
  return changes.length === 0 ? 'same' : changes.join('; ');
}

function describeChange({ path, before, after }: FieldChange): string {
  const show = (value: unknown) => (value === undefined ? 'nothing' : typeof value === 'string' ? value : JSON.stringify(value)); // prettier-ignore
  return `${path}: ${show(before)} -> ${show(after)}`;
}

function toData({ cluster, release, found, reason }: ImportRow): object {
  const { namespace, name } = release;
  const { file, line } = release.locate();
  return {
    cluster,
    namespace,
    name,
    result: found === undefined ? 'left' : 'imported',
    reason,
    chart: found?.spec.chart?.name,
    version: found?.spec.chart?.version,
    range: found?.reference.range,
    inStep: found && found.reference.isMoving !== true,
    changes: found?.change.fields,
    file,
    line,
    subscription: found && fileOf(cluster, name),
  };
}
