/**
 * How long an app waits for its imports: CPU time of new processes, which a busy machine
 * changes less than the clock.
 */
import { Failure, run } from './command.mjs';

/** Milliseconds beside cdk8s. */
const LIMIT = 20;
/** Noise only adds: milliseconds that are let through, and how often it is tried. */
const SLACK = 5;
const TRIES = 3;
const PROCESSES = 11;

const PROGRAM = `
const before = process.cpuUsage();
require(process.argv[1]);
const { user, system } = process.cpuUsage(before);
console.log((user + system) / 1000);
`;

/** The figures in words; throws Failure when the library takes too long beside cdk8s. */
export function measureImport(app) {
  const figures = [];
  for (let i = 0; i < TRIES; i++) {
    const [cdk8s, library] = medians(app);
    figures.push(`${library.toFixed(0)} ms of CPU time, cdk8s alone ${cdk8s.toFixed(0)} ms`);
    if (library - cdk8s <= LIMIT + SLACK) return figures.join('; again: ');
  }
  throw new Failure(`importing takes more than ${LIMIT} ms beside cdk8s: ${figures.join('; again: ')}`);
}

/** Milliseconds for cdk8s, and for the library, which imports it; measured by turns. */
function medians(app) {
  const modules = ['cdk8s', 'cdk8s-profiles'];
  const times = modules.map(() => []);
  for (let i = 0; i < PROCESSES; i++) {
    modules.forEach((name, at) => times[at].push(Number(run(app, process.execPath, '-e', PROGRAM, name))));
  }
  return times.map(found => found.sort((a, b) => a - b)[(PROCESSES - 1) / 2]);
}
