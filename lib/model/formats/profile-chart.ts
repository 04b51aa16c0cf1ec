/**
 * The field `chart` of an artifact: a chart in a repository, or in the profile's folder.
 */
import { withoutCredentials } from '../data/redact';
import { describeUrlFault } from '../repository-url';
import { isExactVersion } from '../version/version';
import { parseAnyYaml } from '../yaml/any-yaml';
import type { ArtifactChart } from '../profile-artifact';
import { type FieldReader, nameType } from './field-reader';
import { readPath } from './profile-path-field';
import { profileFields } from './profile-schema';

const CHART = profileFields('spec', 'artifacts', 'chart');
/** Names of the fields in the first generations. */
const OLD_NAMES = { url: 'helm_url', name: 'helm_chart', version: 'helm_chart_version' } as const;

/** Reads a chart; reports problems to `reader`. */
export function readChart(reader: FieldReader): ArtifactChart {
  reader.allowOnly(CHART, Object.values(OLD_NAMES));
  const defaultValues = readDefaultValues(reader);
  const has = (key: string) => reader.map.fields.has(key);
  if (has('path')) {
    const other = ['url', 'name', 'version', ...Object.values(OLD_NAMES)].find(has);
    if (other !== undefined) reader.reportField(other, 'and "path" are both given', 'write "path", or "url", "name" and "version"'); // prettier-ignore
    return { path: readPath(reader), ...defaultValues };
  }
  const key = (name: keyof typeof OLD_NAMES) => (has(OLD_NAMES[name]) ? OLD_NAMES[name] : name);
  const url = reader.requiredText(key('url'), 'write the URL of its repository, or "path" of a chart in this folder');
  const name = reader.requiredText(key('name'));
  const version = reader.requiredText(key('version'), 'write it in full, as in "1.2.0"');
  const fault = url === undefined ? undefined : describeUrlFault(url);
  if (fault !== undefined) reader.reportField(key('url'), `is "${withoutCredentials(url!)}"`, fault);
  if (version !== undefined && !isExactVersion(version)) {
    reader.reportField(key('version'), `is "${version}", which is not exact`, 'write it in full, as in "1.2.0"');
  }
  return { url, name, version, ...defaultValues };
}

/** Helm values as text, which must contain a map. */
function readDefaultValues(reader: FieldReader): Pick<ArtifactChart, 'defaultValues'> {
  const defaultValues = reader.text('defaultValues');
  if (defaultValues === undefined) return {};
  const value = parseAnyYaml(defaultValues, '');
  if (value.type === 'error') {
    reader.reportField('defaultValues', `is not YAML: ${value.reason}`, 'correct the text');
  } else if (value.type !== 'map') {
    reader.reportField('defaultValues', `is ${nameType(value)}`, 'write a map of Helm values');
  }
  return { defaultValues };
}
