/**
 * How the user calls the program, which its help repeats: the package has two names for it, and the flux CLI finds
 * plugins by another.
 */
import { basename } from 'node:path';

/** The name of the package, which `npx` finds in a registry too, where `pctl` could be anybody's. */
const PACKAGE = 'cdk8s-profiles';

/** Of a file in the folder of plugins: `flux profiles` runs it with the arguments that follow. */
const PLUGIN = 'flux-profiles';

/** `npx cdk8s-profiles`, `cdk8s-profiles`, `flux profiles` or `pctl`; `script` is the path that Node was started with. */
export function calledAs(script: string, env: Readonly<Record<string, string | undefined>>): string {
  if (basename(script) === PLUGIN) return 'flux profiles';
  if (basename(script) !== PACKAGE) return 'pctl';
  return env.npm_lifecycle_event === 'npx' ? `npx ${PACKAGE}` : PACKAGE;
}
