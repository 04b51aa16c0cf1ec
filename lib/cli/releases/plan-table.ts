/**
 * Plans as tables for users: one line per release, in the order of installation.
 */
import type { WrittenPlan, PlannedRelease, Wait } from '../../order/written-plan';
import type { WrittenRelease } from '../../model/written-release';
import { groupBy } from '../../model/data/group-by';
import type { KubernetesNeed } from './refused-charts';
import { printable } from '../terminal/printable';
import { wrapText } from '../terminal/display-width';
import { type FittedColumn, formatFittedTable } from '../terminal/fit-columns';

/** How it is described what releases wait for. */
export interface WaitStyle {
  /** Where the manifests were read. */
  readonly folder: string;
  /** How many names are listed for one reason; the others are counted. */
  readonly listed: number;
}

/** How plans are shown. */
export interface PlanStyle extends WaitStyle {
  /** Folder of the guard in it. Absent: there is none. */
  readonly guard?: string;
  /** What charts require of Kubernetes, if it is checked. */
  readonly needs: ReadonlyMap<WrittenRelease, KubernetesNeed>;
  /** Cells of a line. */
  readonly columns: number;
  /** Whether no column may be left out on a narrow terminal. */
  readonly isWide: boolean;
}

/** The table of `plan`. */
export function formatPlan(plan: WrittenPlan, style: PlanStyle): string {
  const isByDepth = hasNoLayers(plan);
  const releases = isByDepth
    ? [...plan.releases].sort((a, b) => (a.depth === b.depth ? 0 : a.depth - b.depth))
    : plan.releases;
  const rows = releases.map(planned => [
    String((isByDepth ? formatDepth(planned) : planned.release.layer) ?? '-'),
    planned.release.isSuspended ? `${planned.label} (suspended)` : planned.label,
    formatProfile(planned) + formatRefusal(planned, style),
    describeWaits(planned, plan.layers, style),
  ]);
  const inner = style.columns - INDENT.length;
  const all = [{ title: isByDepth ? 'DEPTH' : 'LAYER', isKey: true }, ...COLUMNS];
  const columns = style.isWide ? all.map(column => ({ ...column, isKey: true })) : all;
  const { lines, notes } = formatFittedTable(columns, rows, inner);
  const below = [printable(formatRemoval(plan, style)), ...notes].flatMap(text => wrapText(text, inner));
  const title = wrapText(printable(formatTitle(plan)), style.columns);
  return [...title, '', ...[...lines, '', ...below].map(line => (line === '' ? '' : INDENT + line)), ''].join('\n');
}

const INDENT = '  ';
const COLUMNS: readonly FittedColumn[] = [
  { title: 'RELEASE', isKey: true },
  { title: 'PROFILE' },
  { title: 'WAITS FOR', isKey: true, fit: 'wrap' },
];

/** Whether layers do not decide the order: there are none, or nothing waits because of one. */
function hasNoLayers({ layers, releases }: WrittenPlan): boolean {
  if (layers.size === 0) return true;
  const managed = releases.filter(({ release }) => release.isManaged);
  const waits = managed.flatMap(({ waitsFor }) => waitsFor);
  const found = new Set(managed.flatMap(({ release }) => release.layer ?? []));
  return found.size > 1 && waits.length > 0 && waits.every(({ reason }) => reason === 'named');
}

function formatDepth({ depth }: PlannedRelease): number | undefined {
  return Number.isFinite(depth) ? depth : undefined;
}

function formatRemoval({ isRemovalGuarded }: WrittenPlan, { folder, guard }: PlanStyle): string {
  if (isRemovalGuarded === true) return `Removal: in reverse order, ${SINCE}`;
  if (isRemovalGuarded === undefined)
    return `Removal: in reverse order if ${guard} is applied to the same API server, ${SINCE}`;
  if (guard === undefined) return `Removal: in no order, because there is no RemovalGuard in ${folder}. ${ADD_GUARD}`;
  return `Removal: in no order, because ${guard} is not applied to the same API server. ${DELIVER_GUARD}`;
}

const SINCE = 'from Flux 2.9 on (kustomize-controller 1.9)';
const ADD_GUARD = 'Add "new RemovalGuard(fleet, \'guard\')" to the program';
const DELIVER_GUARD = 'Call "deliverFrom" of the guard with the chart that delivers the cluster';

/** `production: 4 releases in 3 layers, 1 without a layer`; `production: 4 releases, ordered by what they name`. */
function formatTitle(plan: WrittenPlan): string {
  const { name, releases, layers } = plan;
  const title = `${name === '' ? 'no cluster' : name}: ${count(releases.length, 'release')}`;
  const isNamed = releases.some(({ waitsFor }) => waitsFor.length > 0);
  if (isNamed && hasNoLayers(plan)) return `${title}, ordered by what they name`;
  const unlayered = releases.filter(({ release }) => release.layer === undefined).length;
  const inLayers = layers.size === 0 ? '' : ` in ${count(layers.size, 'layer')}`;
  const others = unlayered === 0 ? '' : `, ${unlayered === releases.length ? 'all' : unlayered} without a layer`;
  return `${title}${inLayers}${others}`;
}

function formatProfile({ release: { profile, contents, version } }: PlannedRelease): string {
  if (profile === undefined) return contents ?? 'made elsewhere';
  return version === undefined ? profile : `${profile} ${version}`;
}

/** ` (needs Kubernetes >=1.29.0-0)`, if the version that is given is another one. */
function formatRefusal({ release }: PlannedRelease, { needs }: PlanStyle): string {
  const need = needs.get(release);
  return need?.isTaken === false ? ` (needs Kubernetes ${need.kubeVersion})` : '';
}

/** What a release waits for, and why; what it does not wait for in step. */
export function describeWaits(planned: PlannedRelease, layers: ReadonlyMap<number, number>, style: WaitStyle): string {
  return formatWaits(planned.waitsFor, layers, style) + formatGaps(planned, style);
}

/** `cert-manager, vault (layer 0); all 31 of layer 1; prometheus (named)`. */
function formatWaits(waits: readonly Wait[], layers: ReadonlyMap<number, number>, style: WaitStyle): string {
  if (waits.length === 0) return 'nothing';
  const missing = waits.filter(({ target, elsewhere }) => target === undefined && elsewhere === undefined);
  const others = groupBy(
    waits.filter(({ elsewhere }) => elsewhere !== undefined),
    ({ elsewhere }) => elsewhere?.cluster,
  );
  const present = waits.filter(({ target }) => target !== undefined);
  const named = present.filter(({ reason }) => reason === 'named');
  const layered = present.filter(({ reason }) => reason === 'layer');
  const byLayer = groupBy(layered, ({ target }) => target?.layer);
  const groups = [...byLayer].sort(([a = Infinity], [b = Infinity]) => a - b);
  return [
    ...groups.map(([layer, found]) => formatLayer(found, layer, layers, style)),
    ...(named.length === 0 ? [] : [formatGroup(named, 'named', style)]),
    ...[...others].map(([cluster, found]) => formatGroup(found, `on cluster ${cluster}`, style)),
    ...(missing.length === 0 ? [] : [formatGroup(missing, `not in ${style.folder}`, style)]),
  ].join('; ');
}

/** What a release in lockstep waits for only as far as Flux does, not for its new revision: `; not in step: vault`. */
function formatGaps({ release, waitsFor }: PlannedRelease, style: WaitStyle): string {
  const gaps = release.revision === undefined ? [] : waitsFor.filter(({ isInStep }) => !isInStep);
  if (gaps.length === 0) return '';
  return `; not in step: ${formatLabels(gaps, style)}`;
}

function formatLayer(
  waits: readonly Wait[],
  layer: number | undefined,
  layers: ReadonlyMap<number, number>,
  style: WaitStyle,
): string {
  if (layer === undefined) return formatGroup(waits, 'by layer', style);
  if (waits.length <= style.listed) return formatGroup(waits, `layer ${layer}`, style);
  const size = layers.get(layer);
  return waits.length === size ? `all ${size} of layer ${layer}` : `${waits.length} of the ${size} in layer ${layer}`;
}

function formatGroup(waits: readonly Wait[], reason: string, style: WaitStyle): string {
  return `${formatLabels(waits, style)} (${reason})`;
}

/** `cert-manager, vault and 3 more`. */
function formatLabels(waits: readonly Wait[], { listed }: WaitStyle): string {
  const labels = waits.slice(0, listed).map(({ label }) => label);
  return `${labels.join(', ')}${waits.length > listed ? ` and ${waits.length - listed} more` : ''}`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
