/**
 * What `npm test` checks beside the tests: types, rules and layout, two at a time. What a check
 * says is printed when it has ended, and all of them run, so that one run shows all.
 */
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The longest first. TypeScript 7 checks types in a fifth of the time. */
const CHECKS = [
  ['typescript-native', 'bin/tsc', '-p', '.'],
  ['oxfmt', 'bin/oxfmt', '--check', '.'],
  ['oxlint', 'bin/oxlint', '.'],
  ['typescript-native', 'bin/tsc', '-p', 'lib/cli/graph/browser'],
];
const AT_ONCE = 2;
const { resolve } = createRequire(import.meta.url);

/** Whether the check found nothing. */
function run([name, program, ...args]) {
  return new Promise(done => {
    const child = spawn(process.execPath, [join(dirname(resolve(`${name}/package.json`)), program), ...args]);
    const pieces = [];
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', piece => pieces.push(piece));
    child.on('close', code => {
      console.log(`${name}: ${code === 0 ? 'passed' : 'failed'}`);
      if (code !== 0) process.stdout.write(pieces.join(''));
      done(code === 0);
    });
  });
}

const waiting = CHECKS.values();

/** Whether all that were left found nothing. */
async function work() {
  let isGood = true;
  for (const check of waiting) isGood = (await run(check)) && isGood;
  return isGood;
}

const results = await Promise.all(Array.from({ length: AT_ONCE }, work));
process.exitCode = results.every(isGood => isGood) ? 0 : 1;
