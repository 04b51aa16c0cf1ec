/**
 * Reads annotations `templates.weave.works/…` of a template, which say how it is rendered.
 */
import { tryFindMisspelling } from '../data/nearest-names';
import type { FieldReader } from '../formats/field-reader';
import type { TemplateKind, TemplateOptions } from './template-definition';

const GROUP = 'templates.weave.works/';
const DELIMITERS = `${GROUP}delimiters`;
const BASES = `${GROUP}add-common-bases`;
const PRUNE = `${GROUP}inject-prune-annotation`;
/** Of the original's dashboard and controllers; they do not change what is rendered. */
const OTHERS = ['cost-estimation-enabled', 'create-request', 'created-files', 'credentials-enabled', 'display-name', 'estimation-filters', 'kustomizations-enabled', 'profiles-enabled', 'sops-enabled', 'template-name', 'template-namespace'].map(name => GROUP + name); // prettier-ignore
const KNOWN = [DELIMITERS, BASES, PRUNE, ...OTHERS];

/** What `annotations` say, of which all are texts or were reported; reports other problems to them. */
export function readTemplateOptions(annotations: FieldReader, kind: TemplateKind): TemplateOptions {
  for (const key of annotations.map.fields.keys()) {
    const near = KNOWN.includes(key) ? undefined : tryFindMisspelling(KNOWN, key);
    if (near !== undefined) annotations.reportField(key, 'is not known', `did you mean "${near}"?`);
  }
  const isCluster = kind === 'CAPITemplate';
  return {
    delimiters: readDelimiters(annotations),
    addCommonBases: readSwitch(annotations, BASES, isCluster),
    injectPruneAnnotation: readSwitch(annotations, PRUNE, isCluster),
  };
}

function readSwitch(annotations: FieldReader, key: string, fallback: boolean): boolean {
  if (annotations.map.fields.get(key)?.type !== 'text') return fallback;
  const text = annotations.text(key);
  if (text !== undefined && text !== 'true' && text !== 'false') {
    annotations.reportField(key, `is "${text}"`, 'write "true" or "false"');
  }
  return text === undefined ? fallback : text === 'true';
}

function readDelimiters(annotations: FieldReader): readonly [string, string] {
  const text = annotations.map.fields.get(DELIMITERS)?.type === 'text' ? annotations.text(DELIMITERS) : undefined;
  if (text === undefined) return ['{{', '}}'];
  const [left, right, ...more] = text.split(',');
  if (left.trim() === '' || (right ?? '').trim() === '' || more.length > 0) {
    annotations.reportField(DELIMITERS, `is "${text}"`, 'write two delimiters with a comma between them, as in "${{,}}"'); // prettier-ignore
  }
  return [left, right ?? ''];
}
