/**
 * How long an app waits for its imports: CPU time of new processes, which a busy machine
 * changes less than the clock.
 */
import { Failure, run } from './command.mjs';

/** Importing the library, which imports cdk8s, may take this many times importing cdk8s alone. */
const LIMIT = 1.7;
/** A busy machine spoils a measurement now and then, so it is repeated. */
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
    const ratio = library / cdk8s;
    figures.push(
      `${library.toFixed(0)} ms of CPU time, ${ratio.toFixed(2)} times the ${cdk8s.toFixed(0)} ms of cdk8s alone`,
    );
    if (ratio <= LIMIT) return figures.join('; again: ');
  }
  throw new Failure(`importing takes more than ${LIMIT} times importing cdk8s alone: ${figures.join('; again: ')}`);
}

/** Milliseconds for cdk8s, and for the library; measured by turns. */
function medians(app) {
  const modules = ['cdk8s', 'cdk8s-profiles'];
  const times = modules.map(() => []);
  for (let i = 0; i < PROCESSES; i++) {
    modules.forEach((name, at) => times[at].push(Number(run(app, process.execPath, '-e', PROGRAM, name))));
  }
  return times.map(found => found.sort((a, b) => a - b)[(PROCESSES - 1) / 2]);
}
