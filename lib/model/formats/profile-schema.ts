/**
 * The JSON Schema of `profile.yaml`, for editors. The reader takes the names of fields from it.
 *
 * It describes the newest generation, which authors should write; older ones are only read.
 */
import { isRecord } from '../data/json';

const text = (description: string) => ({ type: 'string', minLength: 1, description });
const map = (description: string, properties: object, required: readonly string[]) => ({
  type: 'object',
  description,
  properties,
  required,
  additionalProperties: false,
});

const CHART = {
  ...map(
    'A Helm chart: url, name and version of one in a repository, or path of one in this folder.',
    {
      url: text('URL of the repository: https://charts.example.com or oci://registry.example.com/charts.'),
      name: text('Name of the chart in the repository.'),
      version: text('Exact version: "1.2.0".'),
      path: text('Folder of the chart, from the folder of this file.'),
      defaultValues: text('Helm values as YAML text. Those of a subscription are merged over them.'),
    },
    [],
  ),
  oneOf: [
    { required: ['url', 'name', 'version'] },
    { required: ['path'], not: { anyOf: ['url', 'name', 'version'].map(key => ({ required: [key] })) } },
  ],
};

const TARGET = map(
  'Objects whose field is set.',
  {
    group: text('API group of the objects: apps.'),
    version: text('API version of the objects: v1.'),
    kind: text('Kind of the objects: Deployment.'),
    name: text('Name of the objects, a regular expression.'),
    namespace: text('Namespace of the objects, a regular expression.'),
    path: { ...text('JSON pointer to the field: /spec/replicas.'), pattern: '^/' },
  },
  ['kind', 'path'],
);

const PARAMETER = map(
  'A value in the manifests that subscriptions can set.',
  {
    name: text('Key of the value: replicas.'),
    description: text('What it is for.'),
    default: { description: 'Value that is set when the subscription sets none.' },
    targets: { type: 'array', description: 'Where the value goes.', minItems: 1, items: TARGET },
  },
  ['name', 'targets'],
);

const KUSTOMIZE = map(
  'A folder of manifests, with or without a kustomization.yaml.',
  {
    path: text('The folder, from the folder of this file.'),
    parameters: { type: 'array', description: 'What subscriptions can set in the manifests.', items: PARAMETER },
  },
  ['path'],
);

const SOURCE = {
  ...map(
    'Where the other profile is: at a tag that publishes it, or in a folder of a branch.',
    {
      url: text('URL of the Git repository: https://git.example.com/profiles.'),
      tag: text('Tag that publishes the profile: nginx/v1.2.3.'),
      branch: text('Branch that it is on. Default: main, if there is no tag.'),
      path: text('Its folder on the branch. Default: the root of the repository.'),
    },
    ['url'],
  ),
  not: { required: ['tag'], anyOf: [{ required: ['branch'] }, { required: ['path'] }] },
};

const ARTIFACT = {
  ...map(
    'One thing that the profile installs.',
    {
      name: {
        ...text('Name of the artifact, unique in this file.'),
        pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$',
        maxLength: 63,
      },
      dependsOn: {
        type: 'array',
        description: 'Artifacts of this file that must be ready first.',
        items: map('An artifact of this file.', { name: text('Name of the artifact.') }, ['name']),
      },
      chart: CHART,
      kustomize: KUSTOMIZE,
      profile: map('Another profile.', { source: SOURCE }, ['source']),
    },
    ['name'],
  ),
  oneOf: [{ required: ['chart'] }, { required: ['kustomize'] }, { required: ['profile'] }],
};

/** The schema in the form that an editor reads. */
export const PROFILE_SCHEMA = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'profile.yaml',
  ...map(
    'A profile: what it is called and what it installs.',
    {
      apiVersion: { const: 'weave.works/v1alpha1' },
      kind: { const: 'ProfileDefinition' },
      metadata: {
        type: 'object',
        properties: {
          name: text('Name of the profile.'),
          annotations: {
            type: 'object',
            properties: {
              'weave.works/layer': text('Layer that it is installed in: layer-1.'),
              'weave.works/category': text('Category that it is listed in.'),
              'cdk8s-profiles/depends-on': text('Profiles that it needs, joined by commas: cert-manager,linkerd2.'),
            },
            additionalProperties: { type: 'string' },
          },
        },
        required: ['name'],
      },
      spec: map(
        'What the profile is, and what it installs.',
        {
          description: text('What it is, in one sentence.'),
          maintainer: text('Who looks after it.'),
          prerequisites: {
            type: 'array',
            description: 'What the cluster must have, in words.',
            items: { type: 'string' },
          },
          artifacts: { type: 'array', description: 'What it installs.', minItems: 1, items: ARTIFACT },
        },
        ['artifacts'],
      ),
    },
    ['apiVersion', 'kind', 'metadata', 'spec'],
  ),
} as const;

/** URL where the schema is published, for `# yaml-language-server`. */
export const PROFILE_SCHEMA_URL = 'https://unpkg.com/cdk8s-profiles/docs/profile.schema.json';

/** Names of the fields of the map at `path` in the schema: `spec`, `artifacts`; a list is followed to its items. */
export function profileFields(...path: readonly string[]): readonly string[] {
  let at: unknown = PROFILE_SCHEMA;
  for (const key of path) {
    const field: unknown = isRecord(at) && isRecord(at.properties) ? at.properties[key] : undefined;
    at = isRecord(field) && isRecord(field.items) ? field.items : field;
  }
  return isRecord(at) && isRecord(at.properties) ? Object.keys(at.properties) : [];
}
