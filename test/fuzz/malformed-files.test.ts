/**
 * No file, however wrong, ends a program, shows a stack trace, or takes more steps than its size
 * explains.
 *
 * `FUZZ_RUNS=1000 FUZZ_SEED=7 npx jest test/fuzz` reads a thousand files with each reader.
 */
import { countSteps } from '../count-steps';
import { READERS, type Said } from './readers';
import { TEMPLATE_READERS } from './template-readers';
import { damaged } from './damage';
import { describeProblem } from '../../lib/model/problem-words';
import { randomNumbers } from '../random-numbers';

jest.setTimeout(3_600_000);

const RUNS = Number(process.env.FUZZ_RUNS ?? 10);
const SEED = Number(process.env.FUZZ_SEED ?? 1);
const FILES = /\/lib\/|\/node_modules\/(?:yaml|ajv|tar)\//;
/** Steps for each byte, and those that any file may take: the first of its draft compiles the schema of schemas. */
const PER_BYTE = 250;
const AT_LEAST = 300_000;
const LONGEST = 40_000;
const ALL = { ...READERS, ...TEMPLATE_READERS };
const others = Object.values(ALL).flatMap(({ files }) => files);

test.each(Object.entries(ALL))('%s', async (_, { files, read }) => {
  const random = randomNumbers(SEED);
  for (const file of files) expect(await read(file)).toEqual([]);
  for (let run = 0; run < RUNS; run++) {
    const wrong = damaged(files[run % files.length], { random, others });
    const { said, steps } = await readCounted(wrong, read);
    const words = said.map(one => (typeof one === 'string' ? one : describeProblem(one)));
    const isSane = words.every(text => text.length < LONGEST && !/\n|\bat \S+ \(|node_modules/.test(text));
    const isFast = steps < AT_LEAST + PER_BYTE * wrong.length;
    if (!isSane || !isFast || words.length > 210) throw new Error(`${steps} steps for ${wrong.length} bytes: ${wrong.toString('base64')}\n${words.join('\n').slice(0, 1000)}`); // prettier-ignore
  }
});

/** What `read` says, and the steps that it takes; a failure names the file. */
async function readCounted(
  file: Buffer,
  read: (file: Buffer) => Said | Promise<Said>,
): Promise<{ said: Said; steps: number }> {
  let reading: Said | Promise<Said> = [];
  try {
    const steps = countSteps(FILES, () => (reading = read(file)));
    return { said: await reading, steps };
  } catch (error) {
    throw new Error(`cannot be read: ${file.toString('base64')}`, { cause: error });
  }
}
