/**
 * `npm run test:cluster -- --expect-violations [<mechanism>...]`
 *
 * Takes out one mechanism after the other and runs the tests of what it keeps: each has
 * to fail, and to say why.
 */
import { stripVTControlCharacters } from 'node:util';
import { runCLI } from 'jest';
import { groupBy } from '../../lib/model/data/group-by';
import { SIDE_BY_SIDE } from './side-by-side';
import { Violation } from './violation';
import { VIOLATIONS } from './violations';

type Say = (line: string) => void;

/** Runs those of `mechanisms`, or all; answers whether each was violated as expected. */
export async function expectViolations(config: string, mechanisms: readonly string[], say: Say): Promise<boolean> {
  const known = VIOLATIONS.map(({ mechanism }) => mechanism);
  const unknown = mechanisms.filter(mechanism => !known.includes(mechanism));
  for (const mechanism of unknown) say(`there is no mechanism ${mechanism}; use one of ${known.join(', ')}`);
  let isAsExpected = unknown.length === 0;
  for (const [mechanism, violations] of groupBy(VIOLATIONS, violation => violation.mechanism)) {
    if (mechanisms.length > 0 && !mechanisms.includes(mechanism)) continue;
    isAsExpected = (await isViolated(config, mechanism, violations, say)) && isAsExpected;
  }
  return isAsExpected;
}

/** Whether every test of `violations` fails without `mechanism`, and says what it should. */
async function isViolated(
  config: string,
  mechanism: string,
  violations: readonly Violation[],
  say: Say,
): Promise<boolean> {
  const outcomes = await runWithout(config, mechanism, violations);
  const failures = violations.flatMap(violation => [...violation.failures]);
  const lacking = failures.filter(([test, says]) => {
    const message = outcomes.get(test) ?? 'it did not run';
    const lines = message.split('\n').filter(line => says.test(line));
    const what = lines.length > 0 ? 'fails as expected' : 'does not fail as expected';
    const shown = lines.length > 0 ? lines.slice(0, 3) : [message];
    say([`without ${mechanism}, "${test}" ${what}:`, ...shown, `(${lines.length} such lines)`].join('\n'));
    return lines.length === 0;
  });
  return lacking.length === 0;
}

/** What each test that ran says, by its title. */
async function runWithout(
  config: string,
  mechanism: string,
  violations: readonly Violation[],
): Promise<ReadonlyMap<string, string>> {
  // workers are given it when they start
  process.env.WITHOUT = mechanism;
  const titles = violations.flatMap(({ failures }) => [...failures.keys()]);
  const argv = {
    config,
    ...SIDE_BY_SIDE,
    reporters: [],
    testNamePattern: `^(${titles.map(title => title.replace(/[^\w ]/g, '\\$&')).join('|')})$`,
    _: [`/(${violations.map(({ file }) => file).join('|')})\\.cluster\\.ts$`],
    $0: 'jest',
  };
  const { results } = await runCLI(argv, [__dirname]);
  const tests = results.testResults.flatMap(({ testResults }) => testResults);
  const ran = tests.filter(({ status }) => status === 'passed' || status === 'failed');
  return new Map(
    ran.map(({ title, failureMessages }) => [
      title,
      stripVTControlCharacters(failureMessages.join('\n')) || 'it passes',
    ]),
  );
}
