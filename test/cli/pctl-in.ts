/**
 * Runs `pctl` in this process.
 */
import { run } from '../../lib/cli/pctl';

/** Exit code and output of `pctl` with `argv` in the folder `cwd`. */
export async function pctlIn(cwd: string, argv: readonly string[], env: Record<string, string> = {}) {
  const out: string[] = [];
  const err: string[] = [];
  const code = await run(argv, { stdout: text => out.push(text), stderr: text => err.push(text), cwd, env });
  return { code, stdout: out.join(''), stderr: err.join('') };
}
