/**
 * The fast readers against the full parser. `HELM_LAYOUT_RUNS=100000` looks longer.
 */
import fc from 'fast-check';
import { tryParseBlockYaml } from '../../../lib/model/yaml/block-document';
import { parseFullYaml } from '../../../lib/model/yaml/full-yaml';
import { parseIndexInFull, tryParseHelmLayout } from '../../../lib/model/helm-index/helm-index';
import { HelmIndexReader } from '../../../lib/model/helm-index/helm-index-reader';
import { brokenLayout } from './broken-layout';
import { helmLayout } from './helm-layout';

const numRuns = Number(process.env.HELM_LAYOUT_RUNS ?? 400);
const OPTIONS = [{ file: 'index.yaml' }, { file: 'index.yaml', everyVersion: true }];

/** How many texts were read fast, of how many. */
function check(text: string): boolean {
  const value = tryParseBlockYaml(text, 'index.yaml');
  if (value !== undefined) expect(value).toEqual(parseFullYaml(text, 'index.yaml'));
  let isFast = false;
  for (const options of OPTIONS) {
    const index = tryParseHelmLayout(text, options);
    if (index === undefined) continue;
    isFast = true;
    expect(index).toEqual(parseIndexInFull(text, options));
  }
  return isFast;
}

test.each([
  ['in its layout', helmLayout, 0.3],
  ['after accidents', brokenLayout, 0.1],
])('an index %s reads as by the full parser', (_, texts, least) => {
  let fast = 0;
  let all = 0;
  fc.assert(
    fc.property(texts, text => {
      all++;
      if (check(text)) fast++;
    }),
    { numRuns },
  );
  if (process.env.HELM_LAYOUT_RUNS) process.stderr.write(`${fast} of ${all} read fast\n`);
  expect(fast / all).toBeGreaterThan(least);
});

test.each(['>+', '|+'])('a text after %s that ends without a line break reads as by the full parser', style => {
  for (const end of ['', '\n', '\n ', '\n         \n ', '\n         \n', '\n         x\n\n ', '\r\n         \r\n ']) {
    const text = `apiVersion: v1\nentries:\n  vault:\n   - apiVersion: v2\n     dependencies:\n     - ${style}${end}`;
    check(text);
  }
});

test('chunks of any size give the same index', () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(fc.oneof(helmLayout, brokenLayout), sizes, (text, lengths) => {
      const bytes = Buffer.from(text);
      const reader = new HelmIndexReader(OPTIONS[0], () => bytes, 1);
      for (let at = 0, i = 0; at < bytes.length; i++) {
        const length = lengths[i % lengths.length];
        reader.push(bytes.subarray(at, at + length));
        at += length;
      }
      const whole = bytes.toString('utf8');
      expect(reader.end()).toEqual(tryParseHelmLayout(whole, OPTIONS[0]) ?? parseIndexInFull(whole, OPTIONS[0]));
    }),
    { numRuns },
  );
});
