/**
 * Which prop sets which leaf. A row counts for all leaves below it.
 *
 * A prop is named by its path in a program: `profile` is the chart, `options` are those of the
 * subscription, `source` those of the repository's URL.
 */
type Props = Readonly<Record<string, string>>;

const OF_ACTION = {
  crds: 'crds',
  timeout: 'timeout',
  'strategy.name': 'strategy',
  'strategy.retryInterval': 'retryInterval',
  'remediation.retries': 'retries',
};

function ofAction(action: 'install' | 'upgrade'): Props {
  return Object.fromEntries(
    Object.entries(OF_ACTION).map(([at, prop]) => [`${action}.${at}`, `options.${action}.${prop}`]),
  );
}

export const HELM_RELEASE_PROPS: Props = {
  'chart.spec.chart': 'profile.chart',
  'chart.spec.version': 'profile.version',
  'dependsOn[].name': 'dependsOn.subscriptionName',
  'dependsOn[].namespace': 'dependsOn.namespace',
  driftDetection: 'options.driftDetection',
  maxHistory: 'options.maxHistory',
  'install.createNamespace': 'options.createNamespace',
  ...ofAction('install'),
  ...ofAction('upgrade'),
  'uninstall.deletionPropagation': 'options.uninstall.deletionPropagation',
  'uninstall.disableHooks': 'options.uninstall.disableHooks',
  'uninstall.keepHistory': 'options.uninstall.keepHistory',
  'uninstall.timeout': 'options.uninstall.timeout',
  interval: 'options.interval',
  kubeConfig: 'options.kubeConfig',
  postRenderers: 'options.postRenderers',
  releaseName: 'options.releaseName',
  serviceAccountName: 'options.serviceAccountName',
  storageNamespace: 'options.targetNamespace',
  suspend: 'options.suspend',
  targetNamespace: 'options.targetNamespace',
  timeout: 'options.timeout',
  values: 'options.values',
  valuesFrom: 'options.valuesFrom',
};

export const HELM_REPOSITORY_PROPS: Props = {
  certSecretRef: 'source.certSecretRef',
  interval: 'source.interval',
  passCredentials: 'source.passCredentials',
  secretRef: 'source.secretRef',
  timeout: 'source.timeout',
  url: 'source.mirror',
};

export const OCI_REPOSITORY_PROPS: Props = {
  certSecretRef: 'source.certSecretRef',
  insecure: 'source.insecure',
  interval: 'source.interval',
  provider: 'source.provider',
  proxySecretRef: 'source.proxySecretRef',
  'ref.digest': 'profile.digest',
  'ref.tag': 'profile.version',
  secretRef: 'source.secretRef',
  serviceAccountName: 'source.serviceAccountName',
  timeout: 'source.timeout',
  url: 'source.mirror',
  'verify.matchOidcIdentity': 'source.verify.matchOIDCIdentity',
  'verify.provider': 'source.verify.provider',
  'verify.secretRef': 'source.verify.secretRef',
  'verify.trustedRootSecretRef': 'source.verify.trustedRootSecretRef',
};

/** Fields that a patch must not set, and the resulting problem. */
export const REFUSED: Readonly<Record<string, string>> = {
  // the order is computed, and would no longer be correct
  'HelmRelease dependsOn[].readyExpr': 'forbidden-patch',
  // Flux would upgrade it by itself
  'OCIRepository ref.semver': 'version-not-exact',
  // its dependencies would be removed before it
  'HelmRelease uninstall.disableWait': 'disabled-wait',
};
