/**
 * Lock files as the fast reader and the full parser read them.
 */
import fc from 'fast-check';
import {
  formatCatalogLock,
  parseCatalogLock,
  parseLockInFull,
  tryParseLockLayout,
} from '../../../lib/model/formats/catalog-lock';
import { SOURCE } from './lock-source';

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.constantFrom('1.10', 'null', 'a: b', 'two\nlines\n', ' a'),
);
const entryOf = fc.record({
  name: fc.constantFrom('vault', 'kyverno', '__proto__'),
  version: fc.oneof(fc.constantFrom('1.0.0', 'v2.0.0-rc.1'), text),
  origin: fc.oneof(
    fc.record({ kind: fc.constant('chart' as const), chart: text, digest: text }, { requiredKeys: ['kind', 'chart'] }),
    fc.record({
      kind: fc.constant('git' as const),
      url: text,
      tag: text,
      folder: text,
      commit: text,
      artifacts: fc.array(fc.record({ name: text, kind: fc.constantFrom('chart', 'kustomization') }), { maxLength: 2 }),
    }),
  ),
  valuesSchema: fc.constantFrom(undefined, `sha256:${'0'.repeat(64)}`, 'none'),
  layer: fc.option(fc.nat(), { nil: undefined }),
  description: fc.option(text, { nil: undefined }),
  keywords: fc.array(text, { maxLength: 3 }),
  maintainers: fc.array(fc.record({ name: text, email: text }, { requiredKeys: ['name'] }), { maxLength: 2 }),
  prerequisites: fc.array(text, { maxLength: 2 }),
  dependencies: fc.array(fc.record({ name: text, version: text }, { requiredKeys: ['name'] }), { maxLength: 2 }),
});

test('whatever is written is read fast, and as by the full parser', () => {
  fc.assert(
    fc.property(fc.array(entryOf, { maxLength: 5 }), fc.option(text), (written, edit) => {
      const lock = formatCatalogLock({ source: SOURCE, entries: written });
      const fast = tryParseLockLayout(lock, 'a.lock.yaml');
      expect(fast).toEqual(parseLockInFull(lock, 'a.lock.yaml'));
      const edited = lock.replace('layer:', `${edit}:`);
      expect(parseCatalogLock(edited, 'a.lock.yaml')).toEqual(parseLockInFull(edited, 'a.lock.yaml'));
    }),
  );
});
