/**
 * How the user calls the program, which its help repeats: the package has two names for it.
 */
import { basename } from 'node:path';

/** The name of the package, which `npx` finds in a registry too, where `pctl` could be anybody's. */
const PACKAGE = 'cdk8s-profiles';

/** `npx cdk8s-profiles`, `cdk8s-profiles` or `pctl`; `script` is the path that Node was started with. */
export function calledAs(script: string, env: Readonly<Record<string, string | undefined>>): string {
  if (basename(script) !== PACKAGE) return 'pctl';
  return env.npm_lifecycle_event === 'npx' ? `npx ${PACKAGE}` : PACKAGE;
}
