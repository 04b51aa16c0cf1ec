/**
 * `npm run test:cluster [-- [--without <mechanism>] [jest's arguments]]`
 * `npm run test:cluster -- --expect-violations [<mechanism>...]`
 * `npm run test:cluster -- --build`
 *
 * Builds what is missing and runs the suite. `--without` reaches the tests as
 * the variable WITHOUT: they leave that mechanism out, and should then fail.
 * `--expect-violations` checks that they do. `--build` builds what is missing and runs nothing.
 * Jest runs in this process, so that whatever ends it ends the clusters too.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from 'jest';
import { buildMissing } from './build';
import { expectViolations } from './expect-violations';
import { missingRequirements } from './requirements';
import { SIDE_BY_SIDE } from './side-by-side';

/** Splits off `--without <mechanism>`; the rest is jest's. */
function parseArguments(args: readonly string[]): {
  readonly without?: string;
  readonly jest: readonly string[];
} {
  const at = args.indexOf('--without');
  if (at === -1) return { jest: args };
  return { without: args[at + 1], jest: [...args.slice(0, at), ...args.slice(at + 2)] };
}

/** Exit codes of a run that a signal ended. */
const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Logs are removed if every test passed and KEEP_LOGS is not set; otherwise their path is printed. */
function settleLogs(folder: string, exitCode: number): void {
  if (exitCode === 0 && !process.env.KEEP_LOGS) rmSync(folder, { recursive: true, force: true });
  else if (existsSync(folder)) say(`logs of the test clusters: ${folder}`);
}

async function main(): Promise<void> {
  const { without, jest } = parseArguments(process.argv.slice(2));
  if (process.argv.includes('--without') && without === undefined) {
    say('--without needs the name of a mechanism: npm run test:cluster -- --without <mechanism>');
    process.exit(2);
  }
  const missing = missingRequirements();
  if (missing.length > 0) {
    for (const line of missing) say(line);
    process.exit(1);
  }
  await buildMissing(say);
  if (jest[0] === '--build') return;

  const logs = mkdtempSync(join(tmpdir(), 'cluster-logs-'));
  process.env.CLUSTER_LOGS = logs;
  if (without !== undefined) process.env.WITHOUT = without;
  for (const [signal, code] of Object.entries(SIGNALS)) {
    process.on(signal, () => {
      settleLogs(logs, code);
      process.exit(code);
    });
  }
  const config = join(__dirname, 'jest.config.mjs');
  if (jest[0] === '--expect-violations') {
    process.exitCode = (await expectViolations(config, jest.slice(1), say)) ? 0 : 1;
  } else {
    const workers = [`--maxWorkers=${SIDE_BY_SIDE.maxWorkers}`, '--workerThreads'];
    await run(['--config', config, ...workers, ...jest]);
  }
  // jest sets the exit code in a listener of its own, which runs before this one
  process.on('exit', () => settleLogs(logs, Number(process.exitCode ?? 0)));
}

main().catch((error: unknown) => {
  say(error instanceof Error ? error.message : String(error));
  process.exit(1);
});
