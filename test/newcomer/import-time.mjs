/**
 * How long an app waits for its imports: CPU time of new processes, which a busy machine
 * changes less than the clock.
 */
import { run } from './command.mjs';

const PROCESSES = 11;

const PROGRAM = `
const before = process.cpuUsage();
require(process.argv[1]);
const { user, system } = process.cpuUsage(before);
console.log((user + system) / 1000);
`;

/** The figures in words, for people to see: their limit is one of `npm run bench`. */
export function measureImport(app) {
  const [cdk8s, library] = medians(app);
  const ratio = (library / cdk8s).toFixed(2);
  return `${library.toFixed(0)} ms of CPU time, ${ratio} times the ${cdk8s.toFixed(0)} ms of cdk8s alone`;
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
