/**
 * How a release is installed and maintained, as subscription files and cluster files say it: the options of a
 * subscription in a program, by the same names.
 */
import { anything, boolean, fields, integer, listOf, mapOf, oneOf, text } from './file-schema';

const duration = (description: string) => text(`${description} In Flux's syntax: 90s, 1h30m.`);
const NAME = text('Its name.');

const SELECTOR = fields(
  'Objects of the release: every field that is given must match; names are regular expressions.',
  {
    group: text('API group: apps.'),
    version: text('API version: v1.'),
    kind: text('Kind: Deployment.'),
    name: text('Name of the object.'),
    namespace: text('Namespace of the object.'),
    labelSelector: text('Labels, in the syntax of kubectl --selector.'),
    annotationSelector: text('Annotations, in the same syntax.'),
  },
);

const action = (description: string) =>
  fields(description, {
    strategy: oneOf('RetryOnFailure tries again without uninstalling; RemediateOnFailure uninstalls or rolls back first. Default: RetryOnFailure.', ['RetryOnFailure', 'RemediateOnFailure']), // prettier-ignore
    retryInterval: duration('Time between retries of RetryOnFailure. Default: 5m.'),
    retries: integer('Retries of RemediateOnFailure; -1 for no limit. Default: 0.', -1),
    crds: oneOf("What happens to the chart's CRDs. Default: CreateReplace.", ['Skip', 'Create', 'CreateReplace']),
    timeout: duration('How long one attempt may take. Default: the timeout of the release.'),
  });

const UNINSTALL = fields('How it is removed.', {
  timeout: duration('How long the objects may take to be removed. Default: 30m.'),
  deletionPropagation: oneOf('Whether what an object owns is deleted after it, before it or not at all.', ['background', 'foreground', 'orphan']), // prettier-ignore
  disableHooks: boolean("Whether to skip the chart's hooks. Default: false."),
  keepHistory: boolean("Whether to keep Helm's record of the release. Default: false."),
});

const DRIFT_MODE = oneOf('What to do with changes. Default: enabled.', ['enabled', 'warn', 'disabled']);
const DRIFT = {
  description: 'What happens to changes made by hand, or by other controllers. Default: enabled, they are undone.',
  anyOf: [
    DRIFT_MODE,
    fields('The same, with fields to leave alone.', {
      mode: DRIFT_MODE,
      ignore: listOf(
        'Fields to leave alone.',
        fields('', { paths: listOf('JSON pointers: /spec/replicas.', text('')), target: SELECTOR }, ['paths']),
      ),
    }),
  ],
} as const;

const KUBE_CONFIG = fields('Cluster to install into, if it is not the one that Flux runs in.', {
  secretRef: fields('Secret that contains a kubeconfig.', { name: NAME, key: text('Key in it. Default: value.') }, ['name']), // prettier-ignore
  configMapRef: fields('ConfigMap that says how to log in as a workload.', { name: NAME }, ['name']),
});

const POST_RENDERER = fields(
  'Changes to the output of a chart, made by Kustomize.',
  {
    kustomize: fields('The changes, as in a kustomization.yaml.', {
      patches: listOf(
        'Patches, one after the other.',
        fields('', { patch: text('Strategic merge or JSON patch, as YAML text.'), target: SELECTOR }, ['patch']),
      ),
      images: listOf(
        'Images to replace.',
        fields(
          '',
          {
            name: text('Image in the chart, without its tag: nginx.'),
            newName: text('Image to use instead.'),
            newTag: text('Tag to use instead.'),
            digest: text('Digest to use instead of a tag.'),
          },
          ['name'],
        ),
      ),
    }),
  },
  ['kustomize'],
);

/** Values in an object on the cluster, of which only the name is known here. */
const VALUES_REFERENCE = fields(
  'Values in a ConfigMap or Secret in the namespace of the HelmRelease.',
  {
    kind: oneOf('Kind of the object.', ['ConfigMap', 'Secret']),
    name: NAME,
    valuesKey: text("Key in the object's data. Default: values.yaml."),
    targetPath: text('Where the value goes: image.tag. Default: the key contains a whole YAML document.'),
    optional: boolean('Whether the object may be missing. Default: false.'),
    literal: boolean('Take the value at targetPath as it is. Default: false.'),
  },
  ['kind', 'name'],
);

/** Fields that a subscription has, and a cluster for all of its subscriptions. */
export const RELEASE_FIELDS = {
  layer: integer('It waits for the next lower layer. Default: that of the profile.'),
  namespace: text('Namespace of the Flux objects. Default: that of the cluster, flux-system.'),
  targetNamespace: text('Namespace of the workload. Default: the name of the profile.'),
  values: anything('Helm values; null removes a default of the chart.'),
  valuesFrom: listOf('ConfigMaps and Secrets with values, merged in this order; all other values take precedence.', VALUES_REFERENCE), // prettier-ignore
  upgradeOrder: oneOf('Whether upgrades wait for those of dependencies. Default: lockstep.', ['lockstep', 'flux']),
  interval: duration('How often Flux reconciles the release. Default: 10m.'),
  timeout: duration('For each Helm action. Default: 5m.'),
  createNamespace: boolean('Whether to create targetNamespace. Default: true.'),
  serviceAccountName: text("Account that Flux acts as. Default: Flux's own."),
  kubeConfig: KUBE_CONFIG,
  install: action('How it is installed.'),
  upgrade: action('How it is upgraded.'),
  uninstall: UNINSTALL,
  driftDetection: DRIFT,
  maxHistory: integer('Revisions that Helm keeps; 0 for all. Default: 5.'),
  postRenderers: listOf('Changes to the output of the chart, one after the other.', POST_RENDERER),
  shard: text("Shard of Flux's controllers that installs it. Default: one of the shards of the cluster."),
  suspend: boolean('Whether Flux stops reconciling the release. Default: false.'),
  labels: mapOf('Labels of the HelmRelease.', text('')),
  annotations: mapOf('Annotations of the HelmRelease.', text('')),
} as const;
