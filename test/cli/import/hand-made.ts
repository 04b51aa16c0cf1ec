/**
 * A repository made by hand: a base with an overlay, Kustomizations that wait, a range, and a release that cannot be
 * imported.
 */

const kustomization = (name: string, path: string, more = '') =>
  `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {name: ${name}, namespace: flux-system}
spec: {interval: 10m, path: ${path}, prune: true, wait: true, sourceRef: {kind: GitRepository, name: flux-system}${more}}
`;

const build = (more: string) => `apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n${more}`;

/** Files by path. */
export function handMade(): Record<string, string> {
  return {
    'subscriptions/production/cluster.yaml':
      'apiVersion: cdk8s-profiles/v1\nkind: Cluster\n# ours\nspec:\n  namespace: flux-system\n',
    'cdk8s.yaml': 'output: dist\n',
    '.gitignore': '.pctl-*\n',
    'clusters/production/all.yaml': [
      kustomization('infrastructure', './infrastructure'),
      kustomization('apps', './apps/production', ', dependsOn: [{name: infrastructure}]'),
    ].join('---\n'),
    'infrastructure/cert-manager.yaml': `apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: {name: cert-manager, namespace: flux-system}
spec:
  interval: 1h
  url: oci://quay.io/jetstack/charts/cert-manager
  layerSelector: {mediaType: application/vnd.cncf.helm.chart.content.v1.tar+gzip, operation: copy}
  ref: {tag: v1.18.2}
  secretRef: {name: quay}
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: &name cert-manager
  namespace: flux-system
spec:
  interval: 1h
  chartRef: {kind: OCIRepository, name: *name}
  targetNamespace: cert-manager
  releaseName: *name
  storageNamespace: cert-manager
  install: {createNamespace: true, crds: CreateReplace, remediation: {retries: 3}}
  values: {crds: {enabled: true}}
`,
    'apps/base/release.yaml': `# what we run
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: podinfo
spec:
  interval: 1h
  chart:
    spec:
      chart: podinfo
      version: ">=6.0.0"
      sourceRef: {kind: HelmRepository, name: podinfo}
  targetNamespace: web
  test: {enable: true}
  values:
    ui: {message: base} # a greeting
`,
    'apps/base/kustomization.yaml': build('namespace: apps\nresources: [release.yaml]\n'),
    'apps/production/kustomization.yaml': build(
      `resources: [../base, remote.yaml]
patches:
  - patch: |
      - {op: replace, path: /spec/values/ui/message, value: production}
    target: {kind: HelmRelease, name: podinfo}
`,
    ),
    'apps/production/remote.yaml': `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: remote, namespace: apps}
spec:
  interval: 1h
  kubeConfig: {secretRef: {name: other}}
  chart: {spec: {chart: podinfo, version: 6.9.2, sourceRef: {kind: HelmRepository, name: podinfo}}}
`,
  };
}
