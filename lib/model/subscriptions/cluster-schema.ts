/**
 * The JSON Schema of `cluster.yaml`, for editors and for the reader.
 */
import { anything, boolean, type DataOf, fields, integer, listOf, mapOf, oneOf, text } from './file-schema';
import { RELEASE_FIELDS } from './release-schema';
import { FILE_API_VERSION, SOURCE_REFERENCE } from './subscription-schema';

/** The name of the file, in the folder of a cluster. */
export const CLUSTER_FILE = 'cluster.yaml';

const NAMED = fields('A Secret or an account, in the namespace of the source.', { name: text('Its name.') }, ['name']);

const VERIFY = fields(
  'Signatures that Flux checks before it uses a chart. Registries only.',
  {
    provider: oneOf('Tool that signed.', ['cosign', 'notation']),
    secretRef: NAMED,
    matchOIDCIdentity: listOf(
      'Whose keyless signatures are accepted.',
      fields('', { issuer: text('A regular expression.'), subject: text('A regular expression.') }, ['issuer', 'subject']), // prettier-ignore
    ),
    trustedRootSecretRef: NAMED,
  },
  ['provider'],
);

const SOURCE = fields('How Flux reaches one chart repository or registry.', {
  mirror: text('URL to fetch from instead.'),
  interval: text('How often Flux checks for changes. Default: 10m.'),
  timeout: text('For each fetch. Default: 60s.'),
  secretRef: NAMED,
  certSecretRef: NAMED,
  passCredentials: boolean('Whether credentials are also sent to other hosts that the index names. Default: false.'),
  verify: VERIFY,
  provider: oneOf('Cloud to whose registry Flux logs in as a workload. Default: generic.', ['generic', 'aws', 'azure', 'gcp']), // prettier-ignore
  serviceAccountName: text('Account whose image pull secrets are used. Registries only.'),
  proxySecretRef: NAMED,
  insecure: boolean('Whether to use plain HTTP. Registries only. Default: false.'),
  sourceRef: SOURCE_REFERENCE,
  patch: anything('JSON merge patch on the finished spec.'),
});

const POST_BUILD = fields('Variables that Flux replaces in the output, with "substitute: true" of the cluster.', {
  substitute: mapOf('Values by variable.', text('')),
  substituteFrom: listOf(
    'Objects whose keys are variables, in the namespace flux-system.',
    fields(
      '',
      {
        kind: oneOf('Kind of the object.', ['ConfigMap', 'Secret']),
        name: text('Its name.'),
        optional: boolean('Whether the object may be missing. Default: false.'),
      },
      ['kind', 'name'],
    ),
  ),
});

const SECRET = fields('A Secret in the namespace of the Kustomization.', { name: text('Its name.') }, ['name']);

const REPORT = fields(
  'Where Flux reports on the Git server what it has applied: the status of each commit. Default: nowhere.',
  {
    server: oneOf('Kind of server; Forgejo is gitea.', ['github', 'gitlab', 'gitea']),
    address: text('URL of the repository: https://github.com/my-org/platform.'),
    secretRef: SECRET,
    certSecretRef: SECRET,
    pullRequest: integer('Number of the pull request on which the cluster comments. Default: none.', 1),
  },
  ['server', 'address', 'secretRef'],
);

const DELIVERY = fields(
  'Where Flux finds the output. Without it, no Kustomizations are written that apply the cluster.',
  {
    sourceRef: fields(
      'Source of the repository that the output is committed to.',
      {
        kind: oneOf('Kind of the source.', ['GitRepository', 'OCIRepository', 'Bucket']),
        name: text('Its name.'),
        namespace: text('Its namespace. Default: flux-system.'),
      },
      ['kind', 'name'],
    ),
    path: text('Folder of the output in that source: ./dist.'),
    chartRepository: text('Registry that holds the chart of manifests, for an OCIRepository.'),
    postBuild: POST_BUILD,
    report: REPORT,
  },
  ['sourceRef', 'path'],
);

const RECEIVER = {
  description: 'Objects with which notification-controller wakes releases, in addition to polling. Needs delivery.',
  anyOf: [
    fields('Options; {} for the defaults.', {
      secretRef: fields('Secret with token and address. Default: <cluster>-events.', { name: text('Its name.') }, [
        'name',
      ]),
      kustomization: fields(
        'Kustomization that applies the cluster, woken when an uninstall ends. Default: the one that is written.',
        { name: text('Its name.'), namespace: text('Its namespace. Default: flux-system.') },
        ['name'],
      ),
    }),
    { type: 'boolean', const: false, description: 'None, even if the fleet of the program has one.' },
  ],
} as const;

const NAME = text('');

const SPEC = fields('Options of the cluster.', {
  namespace: text('Namespace of the Flux objects. Default: flux-system.'),
  delivery: DELIVERY,
  receiver: RECEIVER,
  order: oneOf('What a release waits for, in addition to what it names. Default: layers.', ['layers', 'dependencies']),
  upgradeOrder: oneOf('Whether upgrades wait for those of dependencies. Default: lockstep.', ['lockstep', 'flux']),
  unlayered: oneOf('When releases without a layer are installed. Default: last.', ['last', 'any']),
  kubernetesVersion: text('Version of Kubernetes, as the API server reports it: v1.29.3. Default: charts are not checked.'), // prettier-ignore
  existingNamespaces: listOf('Namespaces that exist already.', NAME),
  existingApis: listOf('API groups that the cluster serves already: monitoring.coreos.com.', NAME),
  existingReleases: listOf('Folders with HelmReleases made by hand, from the root of the repository. Those in the output of the cluster are found without it.', NAME), // prettier-ignore
  substitute: boolean('Whether Flux replaces ${name} in the objects. Default: false.'),
  shards: listOf("Shards of Flux's controllers among which the releases are spread. Default: none.", NAME),
  labels: mapOf('Labels of every object of the cluster.', text('')),
  sources: mapOf('How Flux reaches chart repositories and registries, by URL.', SOURCE),
  defaults: fields('Options of all subscriptions.', RELEASE_FIELDS),
});

/** The schema in the form that an editor reads. */
export const CLUSTER_SCHEMA = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Cluster',
  ...fields(
    'Options of a cluster.',
    { apiVersion: { const: FILE_API_VERSION }, kind: { const: 'Cluster' }, spec: SPEC },
    ['apiVersion', 'kind'],
  ),
} as const;

/** What `cluster.yaml` says. */
export type ClusterSpec = DataOf<typeof SPEC>;

/** URL where the schema is published, for `# yaml-language-server`. */
export const CLUSTER_SCHEMA_URL = 'https://unpkg.com/cdk8s-profiles/docs/cluster.schema.json';
