/**
 * Counts the steps of code: how often each of its functions and blocks ran, according to V8. Code
 * inside V8, such as a regular expression, is one step.
 *
 * Import this file before the code that is counted: V8 counts only code that it compiles
 * afterwards. What other test files loaded is therefore compiled anew.
 */
import { type Profiler, Session } from 'node:inspector';

const COUNTED = /\/node_modules\/(?:yaml|ajv|tar)\//;

const session = new Session();
session.connect();
session.post('Profiler.enable');
session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
forgetPackages();
jest.resetModules();
afterAll(() => {
  session.disconnect();
  // counting makes them slow
  forgetPackages();
  jest.resetModules();
});

function forgetPackages(): void {
  for (const file of Object.keys(require.cache)) if (COUNTED.test(file)) delete require.cache[file];
}

/** Steps that code in files whose path matches `files` takes in `run`. */
export function countSteps(files: RegExp, run: () => unknown): number {
  takeCoverage();
  run();
  const scripts = takeCoverage().filter(({ url }) => files.test(url));
  const functions = scripts.flatMap(script => script.functions);
  const early = functions.filter(({ isBlockCoverage, ranges }) => !isBlockCoverage && ranges[0].count > 0);
  if (early.length > 0) throw new Error(`compiled before the counting: ${early.map(one => one.functionName).join()}`);
  const ranges = functions.flatMap(one => one.ranges);
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
