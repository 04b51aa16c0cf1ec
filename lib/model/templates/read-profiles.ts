/**
 * Reads the profiles of a template: annotations `capi.weave.works/profile-…`, and items of
 * `spec.charts`, which replace annotations of the same name.
 */
import { compareText } from '../data/compare-text';
import { FieldReader } from '../formats/field-reader';
import { compact } from '../formats/source-access';
import { parseLayer } from '../layer';
import { CHART_NAME_RULE, isChartName } from '../names';
import { formatTemplateYaml } from './format-template-yaml';
import { readAnnotatedProfiles } from './read-annotated-profiles';
import { readText } from './read-resources';
import type { TemplateDefinition, TemplateProfile, TemplateText } from './template-definition';
import { templateObject, toData } from './template-text';

const ITEM = ['chart', 'editable', 'layer', 'required', 'targetNamespace', 'template', 'values', 'version'];

/** Where profiles are named. */
export interface WrittenProfiles {
  readonly annotations: FieldReader;
  readonly spec: FieldReader;
  /** Text of the file. */
  readonly source: string;
}

/** The profiles by name, and the path of their HelmRepository; reports problems to `annotations` and `spec`. */
export function readProfiles({
  annotations,
  spec,
  source,
}: WrittenProfiles): Pick<TemplateDefinition, 'profiles' | 'helmRepositoryPath'> {
  const charts = spec.childOrEmpty('charts');
  charts.allowOnly(['helmRepositoryTemplate', 'items']);
  const repository = charts.childOrEmpty('helmRepositoryTemplate');
  repository.allowOnly(['path']);
  const items = new Map<string, TemplateProfile>();
  for (const reader of charts.maps('items', 'an item of charts', '- chart: cert-manager')) {
    const item = readItem(reader, source);
    if (items.has(item.name)) reader.report(`chart "${item.name}" is listed again`, 'list it once');
    items.set(item.name, item);
  }
  const annotated = readAnnotatedProfiles(annotations, source);
  const kept = annotated.filter(({ name }) => !items.has(name));
  const profiles = [...kept, ...items.values()].sort((a, b) => compareText(a.name, b.name));
  return { profiles, ...compact({ helmRepositoryPath: readText(repository, 'path', source) }) };
}

function readItem(unnamed: FieldReader, source: string): TemplateProfile {
  const name = readChart(unnamed);
  const reader = name === '' ? unnamed : new FieldReader(unnamed.map, `chart "${name}"`, unnamed.problems);
  reader.allowOnly(ITEM, ['name']);
  const template = reader.childOrEmpty('template');
  template.allowOnly(['content', 'path']);
  const content = template.child('content');
  return {
    name,
    ...compact({
      version: reader.text('version'),
      namespace: reader.text('targetNamespace'),
      layer: readLayer(reader),
      values: readValues(reader),
      helmRelease: content && templateObject(source, content.map),
      path: readText(template, 'path', source),
    }),
    required: reader.boolean('required') ?? false,
    editable: reader.boolean('editable') ?? false,
    from: 'item',
    at: reader.map.at,
  };
}

function readChart(reader: FieldReader): string {
  if (reader.map.fields.has('name')) {
    reader.reportField('name', 'is not known here', 'did you mean "chart"?');
    return '';
  }
  const name = reader.requiredText('chart') ?? '';
  if (name !== '' && !isChartName(name)) reader.reportField('chart', `is "${name}"`, CHART_NAME_RULE);
  return name;
}

function readLayer(reader: FieldReader): number | undefined {
  const text = reader.text('layer');
  const layer = text === undefined ? undefined : parseLayer(text);
  if (text !== undefined && layer === undefined) {
    reader.reportField('layer', `is "${text}"`, 'write a whole number from 0, as in "layer-2"');
  }
  return layer;
}

/** The map in `values` as YAML; places in it are that of the map. */
function readValues(reader: FieldReader): TemplateText | undefined {
  const values = reader.child('values');
  if (values === undefined) return undefined;
  const { at } = values.map;
  return { text: formatTemplateYaml(toData(values.map)), at, locate: () => at };
}
