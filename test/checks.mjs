/**
 * What `npm test` checks beside the tests: types, rules and layout, two at a time. What a check
 * says is printed when it has ended, and all of them run, so that one run shows all.
 */
import { spawn } from 'node:child_process';

/** The longest first. */
const CHECKS = [
  ['typescript/bin/tsc', '-p', '.'],
  ['prettier/bin/prettier.cjs', '--check', '.'],
  ['eslint/bin/eslint.js', '-c', '.eslint.config.mjs', '.'],
  ['typescript/bin/tsc', '-p', 'lib/cli/graph/browser'],
];
const AT_ONCE = 2;

/** Whether the check found nothing. */
function run([program, ...args]) {
  return new Promise(resolve => {
    const child = spawn(process.execPath, [`node_modules/${program}`, ...args]);
    const pieces = [];
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', piece => pieces.push(piece));
    child.on('close', code => {
      console.log(`${program.split('/')[0]}: ${code === 0 ? 'passed' : 'failed'}`);
      if (code !== 0) process.stdout.write(pieces.join(''));
      resolve(code === 0);
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
