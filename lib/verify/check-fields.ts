/**
 * Fields of single objects that Flux, or the API server, refuses or ignores.
 */
import { isFluxDuration, isSourceTimeout } from '../flux/duration';
import { type AppliedObject, groupOf, hasVariable, idOf, isRelease } from '../model/applied-cluster';
import { type Fields, isRecord, type JsonObject } from '../model/data/json';
import { withoutCredentials } from '../model/data/redact';
import { findOverlaps } from '../model/values/target-path';
import { itemsIn, specOf } from './cluster-index';
import { found, type VerifyFinding } from './verify-finding';

const SOURCE = 'source.toolkit.fluxcd.io';

/** Findings about one object. */
export function checkFields(object: AppliedObject): VerifyFinding[] {
  const group = groupOf(object.apiVersion);
  if (!group.endsWith('.toolkit.fluxcd.io')) return [];
  return [
    ...checkVersion(object),
    ...checkDurations(object),
    ...(group === SOURCE ? checkUrl(object) : []),
    ...(isRelease(object) ? checkTargetPaths(object) : []),
  ];
}

/** What is current, and in which version of Flux each older version was removed. */
const REMOVED: ReadonlyMap<string, string> = new Map([
  ['helm.toolkit.fluxcd.io/v2beta1', '2.7'],
  ['helm.toolkit.fluxcd.io/v2beta2', '2.8'],
  ['kustomize.toolkit.fluxcd.io/v1beta1', '2.7'],
  ['kustomize.toolkit.fluxcd.io/v1beta2', '2.8'],
  ['source.toolkit.fluxcd.io/v1beta1', '2.7'],
  ['source.toolkit.fluxcd.io/v1beta2', '2.8'],
  ['notification.toolkit.fluxcd.io/v1beta1', '2.7'],
  ['image.toolkit.fluxcd.io/v1beta1', '2.7'],
]);

function checkVersion(object: AppliedObject): VerifyFinding[] {
  const { apiVersion } = object;
  const since = REMOVED.get(apiVersion);
  if (since === undefined) return [];
  const what = `${idOf(object)} has the API version ${apiVersion}, which was removed in Flux ${since}`;
  return [found('removed-api-version', what, 'run "flux migrate -f ."', object.locate('apiVersion'))];
}

const ACTIONS = ['install', 'upgrade', 'test', 'rollback', 'uninstall'];
const DURATIONS: readonly (readonly string[])[] = [
  ['interval'],
  ['retryInterval'],
  ['timeout'],
  ['chart', 'spec', 'interval'],
  ...ACTIONS.map(action => [action, 'timeout']),
  ...['install', 'upgrade'].map(action => [action, 'strategy', 'retryInterval']),
];

function checkDurations(object: AppliedObject): VerifyFinding[] {
  const spec = specOf(object.object);
  const isSource = groupOf(object.apiVersion) === SOURCE;
  return DURATIONS.flatMap(path => {
    const value = valueAt(spec, path);
    if (value === undefined || value === null) return [];
    const text = typeof value === 'string' ? value : String(value as number);
    const isTimeout = isSource && path[0] === 'timeout';
    const isValid = typeof value === 'string' && (isTimeout ? isSourceTimeout(text) : isFluxDuration(text));
    if (isValid || hasVariable(text)) return [];
    const what = `"${path.join('.')}" of ${idOf(object)} is "${text}"`;
    const remedy = isTimeout ? 'write it with the units ms, s and m, as in "90s"' : 'write it with the units ms, s, m and h, as in "1h30m"'; // prettier-ignore
    return [found('invalid-duration', what, remedy, object.locate('spec', ...path))];
  });
}

function valueAt(fields: Fields, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, key) => (isRecord(value) ? value[key] : undefined), fields);
}

/** Schemes by kind, as in the CRDs and in source-controller. */
const SCHEMES: ReadonlyMap<string, readonly string[]> = new Map([
  ['GitRepository', ['https', 'http', 'ssh']],
  ['HelmRepository', ['https', 'http']],
  ['OCIRepository', ['oci']],
]);

function checkUrl(object: AppliedObject): VerifyFinding[] {
  const { url, type } = specOf(object.object);
  const schemes = object.kind === 'HelmRepository' && type === 'oci' ? ['oci'] : SCHEMES.get(object.kind);
  if (typeof url !== 'string' || schemes === undefined || hasVariable(url)) return [];
  if (schemes.some(scheme => url.startsWith(`${scheme}://`))) return [];
  const what = `the URL of ${idOf(object)} is ${withoutCredentials(url)}`;
  const remedy =
    object.kind === 'HelmRepository' && url.startsWith('oci://')
      ? 'write "type: oci" too, or use an OCIRepository'
      : `it must begin with ${schemes.map(scheme => `${scheme}://`).join(' or ')}`;
  return [found('invalid-url', what, remedy, object.locate('spec', 'url'))];
}

function checkTargetPaths(object: AppliedObject): VerifyFinding[] {
  const spec = specOf(object.object);
  const references = itemsIn(spec, 'valuesFrom');
  if (references.every(({ targetPath }) => typeof targetPath !== 'string')) return [];
  return findOverlaps(spec as JsonObject).flatMap(problem => {
    if (problem.kind !== 'overlapping-target-path') return [];
    const { targetPath, reference, by } = problem;
    const at = references.findIndex(item => item.targetPath === targetPath);
    const what = `the value of ${reference} at "${targetPath}" in ${idOf(object)} is replaced by ${by}`;
    return found('target-path-overlap', what, 'remove one of them', object.locate('spec', 'valuesFrom', at, 'targetPath')); // prettier-ignore
  });
}
