/**
 * A change of subscription files and of the output, which are replaced one after the other. While that happens, a file
 * next to the subscriptions says so: if the process is killed, the next run knows that they do not belong together yet.
 */
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SUBSCRIPTIONS } from '../../constructs/folder/read-cluster-folder';

const NAME = '.pctl-unfinished';
const TEXT = 'A run of pctl was stopped here. Run the same command again, or "pctl synth".\n';

/** Whether a run in the folder `root` was killed. */
export function isUnfinished(root: string): boolean {
  return existsSync(join(root, SUBSCRIPTIONS, NAME));
}

/** Says that a change has begun. */
export function beginChange(root: string): void {
  writeFileSync(join(root, SUBSCRIPTIONS, NAME), TEXT);
}

/** Says that everything belongs together. */
export function finishChange(root: string): void {
  rmSync(join(root, SUBSCRIPTIONS, NAME), { force: true });
}
