/**
 * Which charts install the CRDs of well-known API groups. Of other groups nothing is claimed, nor of those that a
 * cluster has before Flux, such as those of its network.
 */

/** Names of charts by API group. */
const CHARTS: Readonly<Record<string, readonly string[]>> = {
  'acme.cert-manager.io': ['cert-manager'],
  'actions.github.com': ['gha-runner-scale-set-controller'],
  'argoproj.io': ['argo-cd', 'argo-workflows', 'argo-rollouts', 'argo-events'],
  'cert-manager.io': ['cert-manager'],
  'external-secrets.io': ['external-secrets', 'external-secrets-crds'],
  'flagger.app': ['flagger'],
  'gateway.envoyproxy.io': ['gateway-helm', 'envoy-gateway', 'gateway-crds-helm'],
  'generators.external-secrets.io': ['external-secrets', 'external-secrets-crds'],
  'grafana.integreatly.org': ['grafana-operator'],
  'karpenter.sh': ['karpenter', 'karpenter-crd'],
  'keda.sh': ['keda'],
  'kyverno.io': ['kyverno'],
  'longhorn.io': ['longhorn'],
  'metallb.io': ['metallb'],
  'monitoring.coreos.com': ['kube-prometheus-stack', 'prometheus-operator-crds', 'prometheus-operator'],
  'operator.victoriametrics.com': ['victoria-metrics-operator', 'victoria-metrics-k8s-stack', 'victoria-metrics-operator-crds'],
  'policy.linkerd.io': ['linkerd-crds', 'linkerd2'],
  'postgresql.cnpg.io': ['cloudnative-pg'],
  'traefik.io': ['traefik', 'traefik-crds'],
  'trust.cert-manager.io': ['trust-manager'],
  'velero.io': ['velero'],
  'volsync.backube': ['volsync', 'volsync-perfectra1n'],
  'ceph.rook.io': ['rook-ceph'],
}; // prettier-ignore

/** Charts that install the CRDs of `group`; `undefined` if none is known. */
export function chartsOf(group: string): readonly string[] | undefined {
  return Object.hasOwn(CHARTS, group) ? CHARTS[group] : undefined;
}
