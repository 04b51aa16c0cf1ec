/**
 * An index does not need more memory than a small machine has, whatever its layout.
 */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

jest.setTimeout(120_000);

function readIn(megabytesOfHeap: number, layout: string, megabytes: number): { versions: number; problems: unknown[] } {
  const program = join(__dirname, 'read-in-heap.ts');
  const flags = [`--max-old-space-size=${megabytesOfHeap}`, '--require', 'ts-node/register/transpile-only'];
  const output = execFileSync(process.execPath, [...flags, program, layout, String(megabytes)], { encoding: 'utf8' });
  return JSON.parse(output) as { versions: number; problems: unknown[] };
}

test('28 MB of JSON are read in a heap of 512 MB', () => {
  const { versions, problems } = readIn(512, 'json', 28);
  expect(versions).toBeGreaterThan(50_000);
  expect(problems).toEqual([]);
});

test('fails for 28 MB that only the full parser could read, with words', () => {
  const { versions, problems } = readIn(512, 'other', 28);
  expect(versions).toBe(0);
  expect(problems).toMatchObject([{ kind: 'invalid-index', reason: expect.stringContaining('too much') }]);
});
