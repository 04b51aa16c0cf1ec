/**
 * Reads the resources of a template: `spec.resourcetemplates`.
 *
 * In v1alpha1, each item is an object, and all of them are one file; since v1alpha2, each item is a
 * file, with a list of objects in `content`, or a text in `raw`.
 */
import type { FieldReader } from '../formats/field-reader';
import { compact } from '../formats/source-access';
import type { ResourceTemplate, TemplateObject, TemplateText } from './template-definition';
import { templateObject, templateText } from './template-text';

const KEY = 'resourcetemplates';
const FIELDS = ['content', 'path', 'raw'];
const OBJECT = '- apiVersion: cluster.x-k8s.io/v1beta2';

/** What is read, and how its objects are written. */
export interface WrittenResources {
  readonly spec: FieldReader;
  /** Text of the file. */
  readonly source: string;
  /** Whether each item is an object, as in v1alpha1. */
  readonly isFlat: boolean;
}

/** The resources in the order of the file; reports problems to `spec`. */
export function readResources({ spec, source, isFlat }: WrittenResources): readonly ResourceTemplate[] {
  if (isFlat) {
    const content = spec.maps(KEY, 'a resource template', OBJECT).map(reader => readObject(reader, source));
    return content.length === 0 ? [] : [{ content }];
  }
  return spec.maps(KEY, 'a resource template', '- content: [...]').map(reader => readResource(reader, source));
}

function readResource(reader: FieldReader, source: string): ResourceTemplate {
  const { fields } = reader.map;
  if (fields.has('apiVersion') && fields.has('kind')) {
    reader.report('a resource template is an object, as in v1alpha1', 'put it in a list in its field "content"');
    return { content: [] };
  }
  reader.allowOnly(FIELDS);
  const path = readText(reader, 'path', source);
  const raw = readText(reader, 'raw', source);
  const content = reader.maps('content', 'an object', OBJECT).map(object => readObject(object, source));
  const isNear = [...fields.keys()].some(key => !FIELDS.includes(key));
  if (raw !== undefined && content.length > 0) {
    reader.report('a resource template has both content and raw', 'keep one of them');
  } else if (
    raw === undefined &&
    content.length === 0 &&
    !isNear &&
    (fields.get('content')?.type ?? 'list') === 'list'
  ) {
    reader.report('a resource template has no content', 'write a list of objects in "content", or a text in "raw"');
  }
  return { ...compact({ path, raw }), content };
}

function readObject(reader: FieldReader, source: string): TemplateObject {
  const { fields } = reader.map;
  for (const key of ['apiVersion', 'kind']) {
    const type = fields.get(key)?.type;
    if (type !== 'text') reader.reportField(key, type === undefined ? 'is missing' : 'is not text', 'write it, as in any object of Kubernetes'); // prettier-ignore
  }
  return templateObject(source, reader.map);
}

/** The text in field `key`; `undefined` if it is absent, blank or wrong. */
export function readText(reader: FieldReader, key: string, source: string): TemplateText | undefined {
  const text = reader.text(key);
  return text === undefined ? undefined : templateText(source, text, reader.locate(key));
}
