/**
 * The JSON Schema of files of layers, for editors. The reader takes from it which fields each model has.
 */
const names = (description: string, value: object) => ({
  type: 'object',
  description,
  additionalProperties: value,
});
const NUMBER = { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER };
const NAME = { type: 'string', pattern: '\\S' };
const LIST = {
  type: 'object',
  properties: {
    url: { type: 'string', pattern: '^https?://', description: 'Where the list is published.' },
    digest: {
      type: 'string',
      pattern: '^sha256:[0-9a-f]{64}$',
      description: 'The only content that is accepted. Default: any.',
    },
  },
  required: ['url'],
  additionalProperties: false,
};

const FIELDS = {
  apiVersion: { const: 'cdk8s-profiles/v1' },
  kind: { const: 'LayerModel' },
  model: {
    enum: ['minimal', 'category', 'allocated'],
    description:
      'How layers come about: minimal, computed from dependencies; category, by the number of a category; allocated, by a master list. Default: the layers in this file, and annotations for what it does not name.',
  },
  layers: names('Layer of each component, by the name of its profile or chart: cert-manager: 0.', NUMBER),
  categories: names('Category of each component, which counts before its annotation.', NAME),
  dependencies: names('What each component needs to be installed before it: flagger: [linkerd2].', {
    type: 'array',
    items: NAME,
  }),
  numbers: names('Number of each category: Service Mesh: 20.', NUMBER),
  alternatives: {
    enum: ['warn', 'refuse', 'allow'],
    description: 'What happens if two components of one category are on one cluster. Default: warn.',
  },
  between: names('Components that fit between two of the list: my-operator: [cert-manager, linkerd2].', {
    type: 'array',
    items: NAME,
    minItems: 2,
    maxItems: 2,
  }),
  lists: {
    type: 'array',
    description: 'Master lists that others publish; "pctl layers update" locks their content.',
    items: LIST,
  },
  source: { ...LIST, description: 'Where "pctl layers update" found this list.' },
} as const;

type FieldName = keyof typeof FIELDS;

/** Fields that only some models have; every file has the others. */
const OF_MODELS: Readonly<Record<string, readonly FieldName[]>> = {
  plain: ['layers', 'categories', 'dependencies'],
  minimal: ['categories', 'dependencies'],
  category: ['categories', 'numbers', 'alternatives', 'dependencies'],
  allocated: ['layers', 'between', 'categories', 'dependencies', 'lists', 'source'],
};

/** Names of the fields of all files. */
export const LAYER_FIELDS = Object.keys(FIELDS) as readonly FieldName[];

/** Names of the fields of a file of `model`. */
export function layerFields(model: string): readonly FieldName[] {
  return ['apiVersion', 'kind', 'model', ...OF_MODELS[model]];
}

/** The schema in the form that an editor reads. */
export const LAYER_SCHEMA = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Layers of components',
  type: 'object',
  description: 'How the layers of components are found: a model, and its data.',
  properties: FIELDS,
  required: ['apiVersion', 'kind'],
  additionalProperties: false,
  allOf: Object.keys(OF_MODELS).map(model => ({
    if: model === 'plain' ? { not: { required: ['model'] } } : { properties: { model: { const: model } }, required: ['model'] }, // prettier-ignore
    then: { propertyNames: { enum: layerFields(model) } },
  })),
} as const;

/** URL where the schema is published, for `# yaml-language-server`. */
export const LAYER_SCHEMA_URL = 'https://unpkg.com/cdk8s-profiles/docs/layers.schema.json';
