/**
 * `npm run bench [-- [--rounds <number>] [figure...]]`; `huge` is measured only if it is named.
 *
 * Prints ratios of time, mostly CPU time, each of medians of five, and their limits; exits with 1
 * if a limit is exceeded. Measures the built library, so build first. Each measurement is a
 * separate process, and the cases take turns, so that a busy machine slows all equally.
 */
import { fork } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { CaseName } from './cases';
import { CHROMIUM } from '../servers/chromium';
import { type Figure, FIGURES } from './figures';

type Results = ReadonlyMap<CaseName, readonly number[]>;

async function main(): Promise<number> {
  const ids = new Set(FIGURES.map(({ id }) => id));
  const { values, positionals } = parseArgs({
    options: { rounds: { type: 'string', default: '5' } },
    allowPositionals: true,
  });
  const rounds = Number(values.rounds);
  const unknown = positionals.find(id => !ids.has(id));
  if (unknown !== undefined || !Number.isSafeInteger(rounds) || rounds < 1) {
    process.stderr.write(`usage: npm run bench [-- [--rounds <number>] [${[...ids].join('|')}]...]\n`);
    return 2;
  }
  const wanted = FIGURES.filter(({ id, onlyNamed }) =>
    positionals.length === 0 ? onlyNamed !== true : positionals.includes(id),
  );
  const figures = wanted.filter(({ inChromium }) => inChromium !== true || CHROMIUM !== undefined);
  for (const { measured } of wanted.filter(figure => !figures.includes(figure))) {
    process.stderr.write(`skipped: ${measured}, because Chromium is not installed ("apt-get install chromium")\n`);
  }
  const results = await measureAll(figures, rounds);
  process.stdout.write(formatTable(figures, results));
  return figures.every(figure => isMet(figure, results)) ? 0 : 1;
}

async function measureAll(figures: readonly Figure[], rounds: number): Promise<Results> {
  const names = figures.flatMap(({ measured, baseline }) => (baseline === undefined ? measured : [measured, baseline]));
  const results = new Map(names.map((name): [CaseName, number[]] => [name, []]));
  for (let round = 1; round <= rounds; round++) {
    for (const [name, measured] of results) {
      process.stderr.write(`round ${round} of ${rounds}: ${name}\n`);
      measured.push(await measure(name));
    }
  }
  return results;
}

/** The result of a child process. */
function measure(name: CaseName): Promise<number> {
  // helper threads of the garbage collector spin when other processes keep the CPUs busy
  const heap = ['--single-threaded-gc', '--max-old-space-size=8000'];
  const execArgv = ['--expose-gc', ...heap, '--require', 'ts-node/register/transpile-only'];
  const child = fork(join(__dirname, 'measure.ts'), [name], { execArgv });
  return new Promise((resolve, reject) => {
    child.on('message', result => resolve(Number(result)));
    child.on('error', reject);
    child.on('exit', code => reject(new Error(`"${name}" ended with ${code} and without a result`)));
  });
}

function ratioOf({ measured, baseline, allowance = 0 }: Figure, results: Results): number {
  return (
    Math.max(0, median(results.get(measured)!) - allowance) /
    (baseline === undefined ? 1 : median(results.get(baseline)!))
  );
}

function isMet(figure: Figure, results: Results): boolean {
  return figure.limit === undefined || ratioOf(figure, results) <= figure.limit;
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
}

function formatTable(figures: readonly Figure[], results: Results): string {
  const rows = figures.map(figure => {
    const { measured, baseline, limit, allowance } = figure;
    const what = allowance === undefined ? measured : `${measured}, less ${allowance} ms,`;
    const name = baseline === undefined ? measured : `${what} to ${baseline}`;
    const verdict = isMet(figure, results) ? 'ok' : 'NOT MET';
    const milliseconds =
      baseline === undefined ? '' : [measured, baseline].map(name => timeOf(name, results)).join(' / ');
    const ratio = ratioOf(figure, results).toFixed(2);
    return [name, ratio, ...(limit === undefined ? ['-', '-'] : [String(limit), verdict]), milliseconds];
  });
  const table = [['FIGURE', 'RATIO', 'LIMIT', 'VERDICT', 'MEASURED'], ...rows];
  const widths = table[0].map((_, column) => Math.max(...table.map(row => row[column].length)));
  return table
    .map(
      row =>
        `${row
          .map((cell, i) => cell.padEnd(widths[i]))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}

/** `812 ms`, `0.81 ms`, `510 MB`. */
function timeOf(name: CaseName, results: Results): string {
  const time = median(results.get(name)!);
  return `${time < 10 ? time.toFixed(2) : Math.round(time)} ${name.startsWith('megabytes') ? 'MB' : 'ms'}`;
}

main().then(
  code => (process.exitCode = code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  },
);
