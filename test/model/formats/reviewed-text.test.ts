/**
 * Files that people review in a pull request show all characters.
 */
import type { CatalogEntry } from '../../../lib/model/catalog-entry';
import { isVisible } from '../../../lib/model/data/invisible-text';
import { formatCatalogLock, parseCatalogLock } from '../../../lib/model/formats/catalog-lock';
import { formatProblem } from '../../../lib/model/problem-words';
import { formatProfileTypes } from '../../../lib/model/schema/format-profile-types';
import { formatValuesSchema, parseValuesSchema } from '../../../lib/model/schema/values-schema';
import { formatYaml } from '../../../lib/model/yaml/yaml-text';

const HIDDEN = ['kyverno\u202eonrevyk', 'kyv\u200berno', 'kyverno\u2066 \u2069', 'kyverno\u{e0041}', 'kyv\u00aderno'];

function entryOf(text: string): CatalogEntry {
  return {
    name: text,
    version: '1.2.3',
    origin: { kind: 'chart', chart: text },
    description: `two lines\n${text}`,
    keywords: [text],
    maintainers: [{ name: text }],
    prerequisites: [text],
    dependencies: [],
    category: text,
  };
}

test.each(HIDDEN)('a lock file shows what is hidden in %j, and has the same meaning', text => {
  const source = { kind: 'HelmRepository', name: 'platform', namespace: 'flux-system', url: 'https://charts.example.com' } as const; // prettier-ignore
  const lock = formatCatalogLock({ source, entries: [entryOf(text)] });
  expect(isVisible(lock, '\n')).toBe(true);
  const [found] = parseCatalogLock(lock, 'platform.lock.yaml').lock!.entries;
  expect({ ...found, location: undefined }).toEqual(entryOf(text));
});

test.each(HIDDEN)('types show what is hidden in %j', text => {
  const schema = { properties: { [text]: { enum: [text], description: text, default: text } } };
  const schemas = new Map([[text, { schema, defaults: { [text]: text }, subcharts: [] }]]);
  const types = formatProfileTypes({ catalog: 'platform', entries: [entryOf(text)], schemas });
  expect(isVisible(types.text, '\n')).toBe(true);
  expect(types.text).toContain('kyv');
});

test.each(HIDDEN)('the file of a schema shows what is hidden in %j', text => {
  const schema = { schema: { title: text }, defaults: { [text]: text }, subcharts: [] };
  const file = formatValuesSchema(schema);
  expect(isVisible(file, '\n')).toBe(true);
  expect(parseValuesSchema(file)).toEqual(schema);
});

test.each(HIDDEN)('manifests and problems show what is hidden in %j', text => {
  expect(isVisible(formatYaml({ [text]: [text, `${text}\nb`] }), '\n')).toBe(true);
  const location = { file: `${text}.yaml`, line: 1, column: 2 };
  expect(isVisible(formatProblem({ kind: 'invalid-entry', entry: text, reason: text, location }))).toBe(true);
});
