/**
 * The guard: admission policies that hold back removal, as a chart.
 *
 * If the policies were removed together with the releases, they could be gone first. So they have a
 * separate folder, and Flux never prunes them.
 */
import { ApiObject, Chart, Lazy, Names } from 'cdk8s';
import type { Construct } from 'constructs';
import { bindingAcross, bindingOf, type RemovalBinding } from '../flux/removal-bindings';
import { REMOVAL_POLICIES, type RemovalPolicy, writersPolicy } from '../flux/removal-policy';
import { LABELS, MANAGER, PRUNE } from '../model/labels';
import { DNS_LABEL_RULE, isDnsLabel } from '../model/names';
import { describeProblem } from '../model/problem-words';
import { isServiceAccount, SERVICE_ACCOUNT_RULE, checkNames } from './checks/check-names';
import { deliver, type DeliveryOptions } from './delivery';
import { appliersAround } from './tree/appliers';
import { fleetOf } from './tree/cluster-scope';
import { watchNamespaces } from './tree/namespaces';
import { GUARD, mark, PROBLEMS } from './tree/symbols';
import { withoutNull } from './props/without-null';

const API_VERSION = 'admissionregistration.k8s.io/v1';

/** Options of a guard. */
export interface RemovalGuardProps {
  /** Namespaces of releases that other programs write to the same API server. @default only those of this app's clusters */
  readonly namespaces?: readonly string[];
  /**
   * Service accounts that may write releases that hold back others, `<namespace>/<name>`, in addition to accounts
   * that may create HelmReleases in all namespaces. @default those that `deliverFrom` of this app's clusters names
   */
  readonly appliers?: readonly string[];
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
    const { namespaces = [], appliers = [] } = withoutNull(props);
    for (const policy of REMOVAL_POLICIES) this.guard(policy);
    // read at synthesis: clusters may still be delivered after this line
    const trusted = () => usernames([...appliers.filter(isServiceAccount), ...appliersAround(this)]);
    this.guard(writersPolicy([]), Lazy.any({ produce: () => writersPolicy(trusted()).spec }));
    watchNamespaces(this, namespace => this.guardNamespace(namespace));
    for (const namespace of namespaces.filter(isDnsLabel)) this.guardNamespace(namespace);
    const problems = [
      ...checkNames('namespace in namespaces', namespaces, isDnsLabel, DNS_LABEL_RULE),
      ...checkNames('service account in appliers', appliers, isServiceAccount, SERVICE_ACCOUNT_RULE),
    ].map(problem => ({ ...problem, path: this.node.path }));
    mark(this, PROBLEMS, () => problems);
    this.node.addValidation({ validate: () => problems.map(describeProblem) });
    mark(this, GUARD);
    mark(this.node.root, GUARD);
  }

  /**
   * Writes the Flux Kustomization that applies the guard's folder. Those of clusters in the same
   * `chart` wait for it. Throws ProfilesError if `chart` is the guard itself.
   */
  deliverFrom(chart: Chart, options: DeliveryOptions = {}): ApiObject {
    return deliver(this, chart, { name: Names.toDnsLabel(this), ...withoutNull(options) }, fleetOf(this)?.delivery);
  }

  /** Releases in `namespace` hold back what is deleted in other namespaces. */
  private guardNamespace(namespace: string): void {
    for (const policy of REMOVAL_POLICIES.filter(({ crossesNamespaces }) => crossesNamespaces)) {
      const binding = bindingAcross(policy, namespace);
      if (this.node.tryFindChild(binding.name) === undefined) this.bind(binding);
    }
  }

  /** Writes a policy and its binding; `spec` is read at synthesis. */
  private guard(policy: RemovalPolicy, spec: unknown = policy.spec): void {
    this.write('ValidatingAdmissionPolicy', policy.name, spec);
    this.bind(bindingOf(policy));
  }

  private bind({ name, spec }: RemovalBinding): void {
    this.write('ValidatingAdmissionPolicyBinding', name, spec);
  }

  private write(kind: string, name: string, spec: unknown): void {
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

/** User names of service accounts in the API server, sorted, without duplicates. */
function usernames(accounts: readonly string[]): string[] {
  return [...new Set(accounts)].sort().map(account => `system:serviceaccount:${account.replace('/', ':')}`);
}
