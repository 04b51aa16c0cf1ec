/**
 * Reads profiles from annotations `capi.weave.works/profile-<anything>`, each of which is JSON.
 */
import { distance } from 'fastest-levenshtein';
import { findJsonFault } from '../data/json-fault';
import { FieldReader } from '../formats/field-reader';
import { compact } from '../formats/source-access';
import { CHART_NAME_RULE, isChartName } from '../names';
import type { Problem } from '../problem';
import { parseAnyYaml } from '../yaml/any-yaml';
import type { FileLocation } from '../yaml/file-location';
import type { TemplateProfile, TemplateText } from './template-definition';
import { templateText } from './template-text';

const PREFIX = 'capi.weave.works/profile-';
const FIELDS = ['editable', 'name', 'namespace', 'required', 'values', 'version'];
/** Annotations of templates that are not profiles. */
const OTHERS = /^(?:capi|templates)\.weave\.works\/(?!profiles-enabled$)(?<word>[A-Za-z]+)/;

/** The profiles in the order of the file; reports problems to `annotations`. */
export function readAnnotatedProfiles(annotations: FieldReader, source: string): readonly TemplateProfile[] {
  const names = new Set<string>();
  return [...annotations.map.fields.keys()].flatMap(key => {
    if (!key.startsWith(PREFIX)) {
      reportNearMiss(annotations, key);
      return [];
    }
    // values of other types were reported with the other annotations
    const text = annotations.map.fields.get(key)?.type === 'text' ? annotations.text(key) : undefined;
    if (text === undefined) return [];
    const profile = readProfile(key, templateText(source, text, annotations.locate(key)), annotations);
    if (profile === undefined) return [];
    if (names.has(profile.name)) annotations.reportField(key, `names "${profile.name}" again`, 'keep one annotation');
    names.add(profile.name);
    return [profile];
  });
}

/** `profiles-1` names no profile, and would be ignored. */
function reportNearMiss(annotations: FieldReader, key: string): void {
  const word = OTHERS.exec(key)?.groups?.word ?? '';
  if (word === '' || distance(word.toLowerCase(), 'profile') > 2) return;
  const rest = key.slice(key.indexOf(word) + word.length).replace(/^[-_.]+/, '');
  annotations.reportField(key, 'names no profile', `did you mean "${PREFIX}${rest || '0'}"?`);
}

function readProfile(key: string, annotation: TemplateText, annotations: FieldReader): TemplateProfile | undefined {
  const { text, at, locate } = annotation;
  const fault = findJsonFault(text);
  const remedy = 'correct it, as in {"name": "cert-manager", "version": "1.19.1"}';
  if (fault !== undefined) {
    annotations.reportField(key, `is not JSON: ${fault.reason}`, remedy, locate(fault.offset));
    return undefined;
  }
  const root = parseAnyYaml(text, at.file);
  if (root.type !== 'map') {
    annotations.reportField(key, root.type === 'error' ? root.reason : 'is not a map', remedy);
    return undefined;
  }
  const reader = new FieldReader(root, `"${key}"`);
  const profile = readFields(reader, annotation);
  const offsetOf = lineOffsets(text);
  for (const problem of reader.problems) annotations.problems.push(moved(problem, place => locate(offsetOf(place))));
  return reader.problems.length === 0 ? profile : undefined;
}

function readFields(reader: FieldReader, annotation: TemplateText): TemplateProfile {
  reader.allowOnly(FIELDS);
  const name = reader.requiredText('name') ?? '';
  if (name !== '' && !isChartName(name)) reader.reportField('name', `is "${name}"`, CHART_NAME_RULE);
  const values = reader.text('values');
  const { at } = annotation;
  return {
    name,
    ...compact({
      version: reader.text('version'),
      namespace: reader.text('namespace'),
      values: values === undefined ? undefined : { text: values, at, locate: () => at },
    }),
    required: reader.boolean('required') ?? true,
    editable: reader.boolean('editable') ?? false,
    from: 'annotation',
    at,
  };
}

/** The offset of a place in `text`. */
function lineOffsets(text: string): (place: FileLocation) => number {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return ({ line, column }) => (starts[line - 1] ?? 0) + column - 1;
}

/** `problem` of a text inside a file at its place in the file. */
function moved(problem: Problem, place: (at: FileLocation) => FileLocation): Problem {
  return problem.location === undefined ? problem : { ...problem, location: place(problem.location) };
}
