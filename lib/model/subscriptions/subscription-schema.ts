/**
 * The JSON Schema of subscription files, for editors and for the reader.
 */
import { anything, boolean, type DataOf, fields, listOf, mapOf, oneOf, text } from './file-schema';
import { RELEASE_FIELDS } from './release-schema';

/** A source that is on the cluster already. */
export const SOURCE_REFERENCE = fields(
  'A source that is on the cluster already.',
  {
    kind: oneOf('Kind of the source.', ['HelmRepository', 'OCIRepository', 'GitRepository', 'Bucket']),
    name: text('Its name.'),
    namespace: text('Its namespace. Default: that of the HelmRelease.'),
  },
  ['kind', 'name'],
);

const CHART = fields(
  'A chart that no catalog lists.',
  {
    url: text('URL of the repository: https://charts.example.com or oci://registry.example.com/charts.'),
    sourceRef: SOURCE_REFERENCE,
    name: text('Name of the chart in the repository; its folder in a GitRepository or Bucket.'),
    version: text('Exact version: "1.2.0".'),
    reconcileStrategy: oneOf('When a chart in a GitRepository or Bucket is another one. Default: ChartVersion.', ['ChartVersion', 'Revision']), // prettier-ignore
    valuesFiles: listOf('Files with default values in the chart. Default: its values.yaml.', text('')),
    ignoreMissingValuesFiles: boolean('Whether files in valuesFiles may be missing. Default: false.'),
  },
  ['name'],
);

const NAMES = text('cert-manager, or namespace/name for one outside of the namespace of the cluster.');

const SPEC = fields('What is installed, and how. Exactly one of profile and chart.', {
  profile: text('Name of a profile in a catalog: cert-manager, or platform/cert-manager.'),
  chart: CHART,
  version: text(
    "Version or range of the profile, in Helm's syntax: ~1.2. Default: the newest that is not a prerelease.",
  ),
  releaseName: text('Name of the Helm release, at most 53 characters. Default: that of the subscription.'),
  valuesFiles: listOf('Files of Helm values, from the folder of this file, later over earlier; "values" takes precedence.', text('')), // prettier-ignore
  artifactValues: mapOf('Values of single artifacts of a profile in Git, by name, over "values".', anything('')),
  dependsOn: listOf('What must be ready first: subscriptions, and HelmReleases made by hand, of this cluster.', NAMES),
  independentOf: listOf('Those of dependsOn that hold back only the first install.', NAMES),
  ...RELEASE_FIELDS,
  patch: anything('JSON merge patch on the finished HelmRelease, for every other field; null removes a field.'),
});

/** The `apiVersion` of the files that this project defines. */
export const FILE_API_VERSION = 'cdk8s-profiles/v1';

/** The schema in the form that an editor reads. */
export const SUBSCRIPTION_SCHEMA = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Subscription',
  ...fields(
    'Installs one profile on one cluster.',
    {
      apiVersion: { const: FILE_API_VERSION },
      kind: { const: 'ProfileSubscription' },
      metadata: fields('Its name.', { name: text('Name of the subscription, and of the file without .yaml.') }, ['name']), // prettier-ignore
      spec: SPEC,
    },
    ['apiVersion', 'kind', 'metadata', 'spec'],
  ),
} as const;

/** What a subscription file says about the release. */
export type SubscriptionSpec = DataOf<typeof SPEC>;

/** URL where the schema is published, for `# yaml-language-server`. */
export const SUBSCRIPTION_SCHEMA_URL = 'https://unpkg.com/cdk8s-profiles/docs/subscription.schema.json';
