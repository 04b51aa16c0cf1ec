/**
 * Checks lists of names: a name that no object can have is a mistake, and would be ignored
 * silently.
 */
import type { ApplyOptions } from '../../flux/kustomization-options';
import type { NameReference } from '../../flux/source-options';
import { DNS_LABEL_RULE, DNS_SUBDOMAIN_RULE, isDnsLabel, isDnsSubdomain } from '../../model/names';
import type { Problem } from '../../model/problem';

/** What `isServiceAccount` requires, for the end of a message. */
export const SERVICE_ACCOUNT_RULE = 'write namespace and name, such as flux-system/kustomize-controller';

/** What is required of an API group, for the end of a message. */
export const API_GROUP_RULE = 'write the group without version and kind, such as monitoring.coreos.com';

/** Whether `account` is `<namespace>/<name>` of a service account. */
export function isServiceAccount(account: string): boolean {
  const [namespace, name = '', ...rest] = account.split('/');
  return isDnsLabel(namespace) && isDnsSubdomain(name) && rest.length === 0;
}

/** A problem for each of `names` that is not allowed; `what` is one of them: `namespace`. */
export function checkNames(
  what: string,
  names: readonly string[] | undefined,
  isAllowed: (name: string) => boolean,
  rule: string,
): Problem[] {
  const invalid = (names ?? []).filter(name => !isAllowed(name));
  return invalid.map(value => ({ kind: 'invalid-name', what, value, rule }));
}

/** Problems of the shards of a cluster or a fleet. */
export function checkShards(shards: readonly string[] | undefined): Problem[] {
  return checkNames('shard in shards', shards, isDnsLabel, DNS_LABEL_RULE);
}

/** Names that Flux would never find, because no object can have them. */
export function checkApplied(
  options: ApplyOptions & { readonly dependsOn?: readonly (NameReference & { readonly namespace?: string })[] },
): Problem[] {
  const { serviceAccountName, postBuild, healthChecks = [], dependsOn = [] } = options;
  const namespaces = [...healthChecks, ...dependsOn].flatMap(({ namespace }) => namespace ?? []);
  const objects = {
    'service account': serviceAccountName === undefined ? [] : [serviceAccountName],
    'object in substituteFrom': postBuild?.substituteFrom?.map(({ name }) => name),
    'Kustomization in dependsOn': dependsOn.map(({ name }) => name),
  };
  return [
    ...checkNames('namespace', namespaces, isDnsLabel, DNS_LABEL_RULE),
    ...Object.entries(objects).flatMap(([what, names]) => checkNames(what, names, isDnsSubdomain, DNS_SUBDOMAIN_RULE)),
  ];
}
