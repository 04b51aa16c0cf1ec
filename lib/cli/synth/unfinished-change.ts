/**
 * A change of subscription files and of the output, which are replaced one after the other. While that happens, a file
 * next to the subscriptions says so: if the process is killed, the next run knows that they do not belong together yet.
 */
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { removeStaleFiles } from '../../files/temporary-name';
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

/** Says that everything belongs together, and removes what killed runs had begun to write. */
export function finishChange(root: string): void {
  const folder = join(root, SUBSCRIPTIONS);
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) removeStaleFiles(join(folder, entry.name));
  }
  rmSync(join(root, SUBSCRIPTIONS, NAME), { force: true });
}
