/**
 * Counts the steps of code: how often each of its functions and blocks ran, according to V8. Code
 * inside V8, such as a regular expression, is one step.
 *
 * Import this file before the code that is counted: V8 counts only code that it compiles
 * afterwards.
 */
import { type Profiler, Session } from 'node:inspector';

const session = new Session();
session.connect();
session.post('Profiler.enable');
session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
afterAll(() => session.disconnect());

/** Steps that code in files whose path matches `files` takes in `run`. */
export function countSteps(files: RegExp, run: () => unknown): number {
  takeCoverage();
  run();
  const scripts = takeCoverage().filter(({ url }) => files.test(url));
  const ranges = scripts.flatMap(({ functions }) => functions).flatMap(({ ranges }) => ranges);
  return ranges.reduce((sum, { count }) => sum + count, 0);
}

/** What ran since the last call. */
function takeCoverage(): Profiler.ScriptCoverage[] {
  let scripts: Profiler.ScriptCoverage[] = [];
  session.post('Profiler.takePreciseCoverage', (error, { result }) => {
    if (error) throw error;
    scripts = result;
  });
  return scripts;
}
