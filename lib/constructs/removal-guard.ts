/**
 * Holds removal in reverse order on one API server, for every release of ours on it.
 *
 * An output of its own, applied once per API server by the platform's own Kustomization:
 * policies that went with the releases would be gone before them. So they are never pruned.
 */
import { ApiObject, Chart, Names } from 'cdk8s';
import type { Construct } from 'constructs';
import { OURS, REMOVAL_POLICIES } from '../flux/removal-policy';
import type { JsonObject } from '../model/data/json';
import { LABELS, MANAGER } from '../model/labels';
import { deliver, type DeliveryOptions } from './delivery';
import { watchNamespaces } from './tree/namespaces';
import { fleetOf } from './tree/cluster-scope';
import { GUARD, mark } from './tree/symbols';

const API_VERSION = 'admissionregistration.k8s.io/v1';
const PRUNE = 'kustomize.toolkit.fluxcd.io/prune';

export interface RemovalGuardProps {
  /** Namespaces of releases that other programs write to the same API server. @default those of this app's clusters */
  readonly namespaces?: readonly string[];
}

export class RemovalGuard extends Chart {
  constructor(scope: Construct, id: string, props: RemovalGuardProps = {}) {
    super(scope, id);
    for (const { name, spec, holds, hasParams } of REMOVAL_POLICIES) {
      this.write('ValidatingAdmissionPolicy', name, spec);
      // without a namespace, params are looked for in that of what is deleted
      this.bind(name, name, hasParams ? {} : undefined, holds);
    }
    watchNamespaces(this, namespace => this.guardNamespace(namespace));
    for (const namespace of props.namespaces ?? []) this.guardNamespace(namespace);
    mark(this, GUARD);
    mark(this.node.root, GUARD);
  }

  /** Writes the Flux Kustomization that applies the guard's folder into `chart`; those of clusters there wait for it. */
  deliverFrom(chart: Chart, options: DeliveryOptions = {}): ApiObject {
    return deliver(this, chart, { name: Names.toDnsLabel(this), ...options }, fleetOf(this)?.delivery);
  }

  /** Dependants in `namespace` hold what is deleted in others. */
  private guardNamespace(namespace: string): void {
    for (const { name, holds } of REMOVAL_POLICIES.filter(({ crossesNamespaces }) => crossesNamespaces)) {
      const id = `${name}-${namespace}`;
      if (this.node.tryFindChild(id) !== undefined) continue;
      const others = { key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: [namespace] };
      this.bind(id, name, { namespace }, { ...holds, namespaceSelector: { matchExpressions: [others] } });
    }
  }

  /** Without `params`, the policy has none. */
  private bind(name: string, policyName: string, params: JsonObject | undefined, matchResources: JsonObject): void {
    this.write('ValidatingAdmissionPolicyBinding', name, {
      policyName,
      validationActions: ['Deny'],
      ...(params && { paramRef: { ...params, selector: OURS, parameterNotFoundAction: 'Allow' } }),
      matchResources,
    });
  }

  private write(kind: string, name: string, spec: JsonObject): void {
    const labels = { [LABELS.managedBy]: MANAGER };
    const id = kind === 'ValidatingAdmissionPolicy' ? `${name}-policy` : name;
    new ApiObject(this, id, {
      apiVersion: API_VERSION,
      kind,
      metadata: { name, labels, annotations: { [PRUNE]: 'disabled' } },
      spec,
    });
  }
}
