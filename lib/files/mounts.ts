/**
 * Mounts, which are not moved with the folder that contains them, nor replaced.
 */
import * as fs from 'node:fs';
import { isInside } from './is-inside';

/** `36 35 98:0 /root /mnt\040two rw,noatime …`: the fifth field. From proc(5). */
const MOUNTS = '/proc/self/mountinfo';
const MOUNT_POINT = 4;

/** Paths of mounts at `folder` and below, sorted; empty where the system does not list mounts. */
export function mountsIn(folder: string, mounts = readMounts()): readonly string[] {
  if (!fs.existsSync(folder)) return [];
  const root = fs.realpathSync(folder);
  const paths = mounts.split('\n').map(line => unescape(line.split(' ')[MOUNT_POINT] ?? ''));
  return [...new Set(paths.filter(path => path !== '' && isInside(root, path)))].sort();
}

function readMounts(): string {
  return fs.existsSync(MOUNTS) ? fs.readFileSync(MOUNTS, 'utf8') : '';
}

/** Spaces and the like are octal: `\040`. */
function unescape(path: string): string {
  return path.replaceAll(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)));
}
