/**
 * The guard: admission policies that hold back removal, as a chart.
 *
 * Policies that were removed with the releases would be gone before them, so they have a
 * folder of their own, and Flux never prunes them.
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

/** What a guard watches. */
export interface RemovalGuardProps {
  /** Namespaces of releases that other programs write to the same API server. @default only those of this app's clusters */
  readonly namespaces?: readonly string[];
}

/**
 * Holds back the removal of every release on one API server until nothing needs it any more.
 *
 * Applied once per API server, from a folder of its own. Needs Kubernetes 1.30 and Flux 2.9.
 *
 * @example
 * ```ts
 * import { Chart } from 'cdk8s';
 * import { Fleet, RemovalGuard } from 'cdk8s-profiles';
 *
 * const fleet = new Fleet();
 * const guard = new RemovalGuard(fleet, 'guard');
 * guard.deliverFrom(new Chart(fleet, 'delivery'), {
 *   sourceRef: { kind: 'GitRepository', name: 'flux-system' },
 *   path: './dist/guard',
 * });
 * ```
 */
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

  /**
   * Writes the Flux Kustomization that applies the guard's folder. Those of clusters in the same `chart` wait for
   * it. Throws ProfilesError when `chart` is the guard itself.
   */
  deliverFrom(chart: Chart, options: DeliveryOptions = {}): ApiObject {
    return deliver(this, chart, { name: Names.toDnsLabel(this), ...options }, fleetOf(this)?.delivery);
  }

  /** Releases in `namespace` hold back what is deleted in other namespaces. */
  private guardNamespace(namespace: string): void {
    for (const { name, holds } of REMOVAL_POLICIES.filter(({ crossesNamespaces }) => crossesNamespaces)) {
      const id = `${name}-${namespace}`;
      if (this.node.tryFindChild(id) !== undefined) continue;
      const others = { key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: [namespace] };
      this.bind(id, name, { namespace }, { ...holds, namespaceSelector: { matchExpressions: [others] } });
    }
  }

  /** Binds a policy; one without `params` takes none. */
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
