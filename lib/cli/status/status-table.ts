/**
 * The status of a cluster as text for people: a table of releases, one of the Kustomizations that apply them, and what
 * holds the rollout back.
 */
import { releaseLabel } from '../../model/names';
import type { KustomizationStatus } from '../../status/cluster-status';
import { wrapText } from '../terminal/display-width';
import { type Column, formatListing, type TableStyle } from '../terminal/output';
import { printable } from '../terminal/printable';
import { styled } from '../terminal/style';
import { describeCause } from './cause-words';
import { isSame, type ShownRelease, type ShownStatus } from './shown-status';
import { describeAge, describeReady, describeRelease, describeStanding, nameObject } from './state-words';

/** How the text is laid out. */
export interface StatusStyle extends TableStyle {
  /** Whether nothing is cut, shortened or left out. */
  readonly isWide: boolean;
  /** Milliseconds since 1970, for ages. */
  readonly now: number;
}

/** The text of `shown`, which has a release or a Kustomization. */
export function formatStatus(shown: ShownStatus, style: StatusStyle): string {
  const tables = [
    formatTable(shown.releases, releaseColumns(shown, style), style),
    formatTable(shown.kustomizations, kustomizationColumns(shown, style), style),
  ];
  return [...tables, formatCauses(shown, style)].filter(part => part !== '').join('\n');
}

function formatTable<T>(items: readonly T[], columns: readonly Column<T>[], style: StatusStyle): string {
  if (items.length === 0) return '';
  const listing = { key: '', items, columns, name: () => '', data: () => ({}) };
  return formatListing(listing, style.isWide ? 'wide' : 'table', style);
}

function releaseColumns({ status, releases, folder }: ShownStatus, style: StatusStyle): Column<ShownRelease>[] {
  const { isWide } = style;
  const clusters = new Set(releases.map(({ cluster }) => cluster));
  const standing = (release: ShownRelease) =>
    status.states.has(release.key) ? describeRelease(release, status, isWide) : 'not applied yet';
  return [
    { title: 'CLUSTER', cell: ({ cluster }) => cluster, isWide: clusters.size < 2 },
    { title: 'NAMESPACE', cell: ({ namespace }) => namespace, isWide: true },
    { title: 'NAME', cell: releaseLabel, isKey: true },
    { title: 'PROFILE', cell: ({ profile, contents }) => profile ?? contents, isWide: true },
    { title: 'LAYER', cell: ({ layer }) => layer },
    { title: 'INSTALLED', cell: ({ installed }) => installed },
    { title: 'APPLIED', cell: ({ applied }) => applied },
    ...(folder === undefined ? [] : [{ title: 'OUTPUT', cell: describeOutput }]),
    { title: 'KUSTOMIZATION', cell: ({ kustomization }) => kustomization?.replace(/^\w+\//, ''), isWide: true },
    ...standingColumns(standing, style),
  ];
}

/** The version in the output, and whether it is the same one but with another content. */
function describeOutput(release: ShownRelease): string | undefined {
  const { output, applied, isCompared } = release;
  if (output === undefined) return isCompared ? 'removed' : undefined;
  const isOther = !isSame(release) && output.version === applied;
  return isOther ? `${output.version ?? ''} (changed)`.trim() : output.version;
}

function kustomizationColumns({ status }: ShownStatus, style: StatusStyle): Column<KustomizationStatus>[] {
  const { isWide } = style;
  const shorten = (revision?: string) => (isWide ? revision : revision?.replace(/(sha\d+:[0-9a-f]{8})[0-9a-f]+/, '$1'));
  const standing = ({ key, applied, fetched, state }: KustomizationStatus) => {
    const words = describeStanding(key, status, isWide);
    const isBehind = state.kind === 'ready' && fetched !== undefined && fetched !== applied;
    return isBehind ? `${words}, but ${shorten(fetched)} is not applied yet` : words;
  };
  return [
    { title: 'KUSTOMIZATION', cell: ({ key }) => nameObject(key).replace(/^Kustomization /, ''), isKey: true },
    { title: 'APPLIED', cell: ({ applied }) => shorten(applied) },
    { title: 'FETCHED', cell: ({ fetched }) => shorten(fetched) },
    ...standingColumns(standing, style),
  ];
}

/** The last columns of both tables; `describe` says where something stands. */
function standingColumns<T extends ShownRelease | KustomizationStatus>(
  describe: (found: T) => string,
  { isWide, now }: StatusStyle,
): Column<T>[] {
  return [
    { title: 'READY', cell: ({ isReady, state }) => describeReady(isReady, state), isKey: true },
    { title: 'SINCE', cell: ({ state: { since } }) => (isWide ? since : describeAge(since, now)) },
    { title: 'STATUS', cell: describe, isKey: true, isWrapped: true },
  ];
}

function formatCauses({ causes }: ShownStatus, { isWide, now, isStyled, columns = Infinity }: StatusStyle): string {
  if (causes.length === 0) return '';
  const lines = causes.flatMap(cause => describeCause(cause, now, isWide ? Infinity : undefined));
  const shown = lines.map(line => `  ${printable(line)}`).flatMap(line => (isWide ? [line] : wrapText(line, columns)));
  return [styled('What holds the rollout back:', 'bold', isStyled === true), ...shown]
    .map(line => `${line}\n`)
    .join('');
}
