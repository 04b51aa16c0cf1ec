/**
 * The words of `pctl diff` for changes and their effects. They are not escaped yet.
 */
import type { Effect, FieldChange, Orphaning, Refusal, ReleaseChange } from '../../changes/change';
import { cutText } from '../../model/data/cut-text';
import type { JsonValue } from '../../model/data/json';

const EFFECTS: { readonly [K in Effect['kind']]: (effect: Extract<Effect, { kind: K }>) => string } = {
  reinstalled: ({ field, before, after }) =>
    field === 'metadata'
      ? `Flux uninstalls the Helm release of ${before}, and installs that of ${after}`
      : `Flux uninstalls it and installs it again, because ${field} changes from ${before} to ${after}`,
  refused: ({ reason, by, isCertain }) =>
    `the removal guard${isCertain ? '' : ', if it is applied to the cluster,'} refuses ${REFUSALS[reason](by ?? '')}`,
  pruned: () => 'Flux deletes it',
  orphaned: ({ reason, by }) => `it stays on the cluster: ${ORPHANINGS[reason](by ?? '')}`,
  immutable: ({ field, isRecreated }) =>
    isRecreated
      ? `Flux deletes it and creates it again, because ${field} is immutable`
      : `the API server refuses it, because ${field} is immutable`,
};

const REFUSALS: Readonly<Record<Refusal, (by: string) => string>> = {
  move: () =>
    'the change, and Flux applies nothing of the same commit. Give the subscription another name, or annotate the HelmRelease with cdk8s-profiles/ignore-order',
  dependant: by => `to delete it, because ${by} still waits for it`,
  'same Helm release': by =>
    `to delete it, because ${by} installs the same Helm release. Suspend it in an earlier commit`,
  chart: by => `to delete it, because ${by} still gets its chart or its manifests from it`,
  values: by => `to delete it, because ${by} still takes values from it`,
  namespace: by => `to delete it, because ${by} is still in it`,
  installed: by => `to delete it, because ${by} is still installed on it`,
};

const ORPHANINGS: Readonly<Record<Orphaning, (by: string) => string>> = {
  annotation: () => 'its annotation or label of kustomize.toolkit.fluxcd.io says so',
  suspended: () => 'the HelmRelease is suspended, so Flux does not uninstall its Helm release',
  'suspended parent': by => `${by}, which applies it, is suspended`,
  'no pruning': by => `${by}, which applies it, does not prune`,
  'other cluster': by => `Helm release ${by} is installed on the new cluster, and is not uninstalled from the old one`,
};

/** What Flux, the API server or the guard does: `it stays on the cluster: …`. */
export function describeEffect(effect: Effect): string {
  return (EFFECTS[effect.kind] as (effect: Effect) => string)(effect);
}

/** `upgraded (minor)`, `re-ordered`. */
export function nameChange({ kind, step }: ReleaseChange): string {
  const name = kind === 'reordered' ? 're-ordered' : kind;
  return step === undefined ? name : `${name} (${step})`;
}

/** `1.2.3 -> 1.3.0; 2 values; layer 1 -> 2`; empty if there is nothing to say. */
export function describeRelease(change: ReleaseChange): string {
  const { kind, formerLabel, from, to, values, fields, hasOtherManifests, isSuspended } = change;
  const version = from === to || from === undefined || to === undefined ? (to ?? from) : `${from} -> ${to}`;
  return [
    formerLabel === undefined ? '' : `was ${formerLabel}`,
    from === to && kind === 'changed' ? '' : (version ?? ''),
    count(values.length, 'value'),
    count(fields.length, 'option'),
    kind === 'changed' && hasOtherManifests ? 'manifests' : '',
    ...describeOrder(change),
    isSuspended ? 'suspended' : '',
  ]
    .filter(part => part !== '')
    .join('; ');
}

function describeOrder({ kind, layerBefore, layerAfter, nowAfter, noLongerAfter }: ReleaseChange): string[] {
  const layer = (number: number | undefined) => (number === undefined ? 'none' : String(number));
  const own = kind === 'removed' ? layerBefore : layerAfter;
  const isNew = kind === 'added' || kind === 'removed';
  if (isNew) return own === undefined ? [] : [`layer ${own}`];
  return [
    layerBefore === layerAfter ? '' : `layer ${layer(layerBefore)} -> ${layer(layerAfter)}`,
    nowAfter.length === 0 ? '' : `now after ${listNames(nowAfter)}`,
    noLongerAfter.length === 0 ? '' : `no longer after ${listNames(noLongerAfter)}`,
  ];
}

/** `cert-manager, vault, loki and 3 more`. */
export function listNames(names: readonly string[], most = 4): string {
  const listed = names.length <= most + 1 ? names : names.slice(0, most);
  return `${listed.join(', ')}${names.length > listed.length ? ` and ${names.length - listed.length} more` : ''}`;
}

/** `all 12`, `both`, `production`, `production-eu-1, production-us-1 and 3 more`. */
export function nameClusters(clusters: readonly string[], all: readonly string[], most = 3): string {
  const names = clusters.map(name => (name === '' ? 'no cluster' : name));
  if (clusters.length > 1 && clusters.length === all.length) return all.length === 2 ? 'both' : `all ${all.length}`;
  return listNames(names, most);
}

/** `replicas: 2 -> 3`; long values are cut to `length`. */
export function describeField({ path, before, after }: FieldChange, length: number): string {
  const text = (value: JsonValue) =>
    cut(typeof value === 'bigint' ? String(value) : JSON.stringify(value, bigints), length);
  if (before === undefined) return `${path}: added ${text(after!)}`;
  if (after === undefined) return `${path}: removed, was ${text(before)}`;
  return `${path}: ${text(before)} -> ${text(after)}`;
}

function bigints(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}

function cut(text: string, length: number): string {
  return text.length <= length ? text : `${cutText(text, length - 1)}…`;
}

/** `2 values`; empty if there are none. */
export function count(number: number, noun: string): string {
  return number === 0 ? '' : `${number} ${noun}${number === 1 ? '' : 's'}`;
}
