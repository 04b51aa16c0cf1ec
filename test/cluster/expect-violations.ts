/**
 * `npm run test:cluster -- --expect-violations [<mechanism>...]`
 *
 * Takes out one mechanism after the other and runs the test of what it keeps: that test
 * has to fail, and to say why.
 */
import { stripVTControlCharacters } from 'node:util';
import { runCLI } from 'jest';
import { VIOLATIONS, Violation } from './violations';

/** Runs those of `mechanisms`, or all; answers whether each was violated as expected. */
export async function expectViolations(
  config: string,
  mechanisms: readonly string[],
  say: (line: string) => void,
): Promise<boolean> {
  const chosen = VIOLATIONS.filter(each => mechanisms.length === 0 || mechanisms.includes(each.mechanism));
  let isAsExpected = chosen.length > 0;
  for (const violation of chosen) {
    const { mechanism, test, says } = violation;
    const message = await failureOf(config, violation);
    const lines = message?.split('\n').filter(line => says.test(line)) ?? [];
    isAsExpected &&= lines.length > 0;
    if (lines.length > 0) say([`without ${mechanism}, as expected, "${test}" fails:`, ...lines].join('\n'));
    else say(`without ${mechanism}, "${test}" ${message === undefined ? 'passes' : `says instead:\n${message}`}`);
  }
  return isAsExpected;
}

/** What the test says when it fails; `undefined` when it passes. */
async function failureOf(config: string, { mechanism, file, test }: Violation): Promise<string | undefined> {
  process.env.WITHOUT = mechanism;
  const argv = {
    config,
    runInBand: true,
    reporters: [],
    testNamePattern: `^${test.replace(/[^\w ]/g, '\\$&')}$`,
    _: [`/${file}\\.cluster\\.ts$`],
    $0: 'jest',
  };
  const { results } = await runCLI(argv, [__dirname]);
  const suites = results.testResults;
  const failure = suites.flatMap(({ testResults }) => testResults).find(({ status }) => status === 'failed');
  const message = failure?.failureMessages.join('\n') ?? suites.find(each => each.testExecError)?.failureMessage;
  if (message) return stripVTControlCharacters(message);
  return results.numPassedTests === 1 ? undefined : `it did not run: ${file}.cluster.ts has no such test`;
}
