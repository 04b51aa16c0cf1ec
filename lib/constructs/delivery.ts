/**
 * The Flux Kustomization of a folder, written into another folder: a folder that contained its own
 * Kustomization would remove the object that applies it.
 */
import { ApiObject, type Chart, Lazy } from 'cdk8s';
import {
  type CommitReportOptions,
  type ReportedKustomization,
  reportMetadata,
  reportObjects,
} from '../flux/commit-report';
import { KUSTOMIZATION, kustomizationSpec, type KustomizationOptions, referTo } from '../flux/kustomization';
import { LABELS, MANAGER } from '../model/labels';
import { DNS_LABEL_RULE, isDnsLabel } from '../model/names';
import type { KustomizationSource } from '../flux/kustomization-options';
import type { Problem } from '../model/problem';
import { folderOf } from './files/fleet-files';
import type { FleetDelivery } from './props/manifest-options';
import { ProfilesError } from '../model/profiles-error';
import { checkApplied } from './checks/check-names';
import { checkDuration } from './checks/check-options';
import { checkReport } from './checks/check-report';
import { placeProblems } from './folder/problem-places';
import { markApplier } from './tree/appliers';
import { addDelivery } from './tree/deliveries';
import { GUARD, GUARD_DELIVERY, isMarked, mark } from './tree/symbols';

/** How Flux delivers a folder, and where the Kustomization is. */
export interface DeliveryOptions extends Omit<KustomizationOptions, 'sourceRef' | 'path'> {
  /** Source of the repository that the output is committed to. @default that of `delivery` */
  readonly sourceRef?: KustomizationSource;
  /** Path of the folder from the root of the source: `./dist/production`. @default the folder in the output of `delivery` */
  readonly path?: string;
  /** Name of the Kustomization. @default the folder's */
  readonly name?: string;
  /** Namespace of the Kustomization. @default 'flux-system' */
  readonly namespace?: string;
  /** Where Flux reports on the Git server what it has applied: the status of each commit. @default that of `delivery` */
  readonly report?: CommitReportOptions;
}

/** A guard's folder does not wait for any release. */
const GUARD_TIMEOUT_SECONDS = 300;
const OURS = { [LABELS.managedBy]: MANAGER };

/**
 * Writes the Kustomization of the folder of `delivered` into `chart`; throws ProfilesError.
 * `timeoutSeconds` is called at synthesis.
 */
export function deliver(
  delivered: Chart,
  chart: Chart,
  { name, namespace = 'flux-system', report: ownReport, ...given }: DeliveryOptions & { readonly name: string },
  delivery: FleetDelivery | undefined,
  timeoutSeconds = () => GUARD_TIMEOUT_SECONDS,
): ApiObject {
  const isGuard = isMarked(delivered, GUARD);
  const postBuild = given.postBuild ?? (isGuard ? undefined : delivery?.postBuild);
  const report = ownReport ?? (isGuard ? undefined : delivery?.report);
  const problems = checkDelivery(delivered, chart, { ...given, postBuild, name, namespace, report });
  const sourceRef = given.sourceRef ?? (delivery && referTo(delivery.sourceRef, namespace));
  const path = given.path ?? (delivery && `${delivery.path}/${folderOf(delivered)}`);
  if (sourceRef === undefined || path === undefined) problems.push(missingDelivery(delivered));
  if (sourceRef === undefined || path === undefined || problems.length > 0)
    throw new ProfilesError(placeProblems([delivered], problems));
  const options: KustomizationOptions = { ...given, postBuild, sourceRef, path };
  const spec = () =>
    kustomizationSpec(options, {
      timeoutSeconds: timeoutSeconds(),
      waitsForTermination: !isGuard,
      dependsOn: isGuard ? [] : guardsIn(chart, namespace),
    });
  const object = new ApiObject(chart, `${name}-delivery`, {
    ...KUSTOMIZATION,
    metadata: { name, namespace, labels: OURS, ...(report && reportMetadata(report)) },
    // read at synthesis: subscriptions and a guard may still be added after this line
    spec: Lazy.any({ produce: spec }),
  });
  if (report !== undefined) addReport(chart, { name, namespace }, report);
  addDelivery(delivered, object);
  if (isGuard) mark(object, GUARD_DELIVERY);
  else if (given.serviceAccountName !== undefined) markApplier(object, given.serviceAccountName);
  return object;
}

function addReport(chart: Chart, target: ReportedKustomization, report: CommitReportOptions): void {
  for (const { kind, apiVersion, name, spec } of reportObjects(target, report)) {
    const metadata = { name, namespace: target.namespace, labels: OURS };
    new ApiObject(chart, `${name}-${kind.toLowerCase()}`, { apiVersion, kind, metadata, spec });
  }
}

function missingDelivery(delivered: Chart): Problem {
  const what = 'nothing says from which source and folder Flux applies it';
  const remedy = 'give "delivery" to the fleet, or sourceRef and path here';
  return { kind: 'invalid-props', what, remedy, path: delivered.node.path };
}

/** The guard comes first: objects that it does not protect yet could be removed in any order. */
function guardsIn(chart: Chart, namespace: string): { name: string; namespace?: string }[] {
  const found = chart.node.children.filter(child => isMarked(child, GUARD_DELIVERY)) as ApiObject[];
  return found.map(({ metadata, name }) => ({
    name,
    ...(metadata.namespace !== namespace && { namespace: metadata.namespace }),
  }));
}

function checkDelivery(
  delivered: Chart,
  chart: Chart,
  options: DeliveryOptions & { readonly name: string; readonly namespace: string },
): Problem[] {
  const { interval, retryInterval, timeout, name, namespace } = options;
  const names = Object.entries({ 'Kustomization name': name, namespace }).filter(([, value]) => !isDnsLabel(value));
  const problems: Problem[] = [
    ...names.map(([what, value]): Problem => ({ kind: 'invalid-name', what, value, rule: DNS_LABEL_RULE })),
    ...checkApplied(options),
    ...checkReport(options.report),
    ...checkDuration('interval', interval),
    ...checkDuration('retryInterval', retryInterval),
    ...checkDuration('timeout', timeout),
  ];
  if (chart === delivered) {
    const what = 'it is delivered from its own folder, so removing it would remove what removes it';
    problems.push({ kind: 'invalid-props', what, remedy: 'give the chart of another folder' });
  }
  return problems.map(problem => ({ ...problem, path: delivered.node.path }));
}
