/**
 * Takes the place where an output is built, and says on stderr what there is to wait for, or left to remove.
 */
import { relative } from 'node:path';
import { StagedFolder } from '../../files/staged-folder';
import type { Context } from '../terminal/command';
import { printable } from '../terminal/printable';

/** Waits until no other run builds a replacement of `target`. */
export function openStaged({ stderr, cwd }: Context, target: string, signal: AbortSignal): Promise<StagedFolder> {
  return StagedFolder.open(target, {
    signal,
    onWait: (id, left) => {
      const remedy = left === undefined ? '' : `; remove ${printable(relative(cwd, left))} if that process is gone`;
      stderr(`waiting for another run of pctl, process ${id}${remedy}\n`);
    },
    onWarning: message => stderr(`warning: ${printable(message)}\n`),
  });
}
