/**
 * Kills the process at its n-th change of files or flush of one, counted from 1: just before it,
 * or in the midst of it when it writes and the signal is SIGKILL.
 *
 *   KILL_AT=12 KILL_SIGNAL=SIGKILL node --import ./kill-at-change.mjs program.js
 *
 * The paths that were changed are written as JSON into the file `CHANGES_TO` when the process ends by itself.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const { KILL_AT, KILL_SIGNAL, CHANGES_TO } = process.env;
const CHANGES = ['copyFile', 'fsync', 'link', 'mkdir', 'rename', 'rm', 'rmdir', 'symlink', 'truncate', 'unlink', 'write', 'writeFile']; // prettier-ignore
const { readlinkSync, writeFileSync } = fs;

const paths = [];

/** What of a call is done when the process is killed in the midst of it. */
const HALVES = {
  writeSync: ([file, data, ...rest]) =>
    typeof data === 'string' ? [file, data.slice(0, data.length / 2), ...rest] : [file, data, ...halfOf(data, ...rest)],
  writeFileSync: ([file, data]) => [file, data.slice(0, data.length / 2)],
};

function halfOf(data, start = 0, length = data.length - start, ...rest) {
  return [start, Math.floor(length / 2), ...rest];
}

/** A descriptor is a link to its file, where the system has `/proc`. */
function pathOf(file) {
  if (typeof file !== 'number') return String(file);
  try {
    return readlinkSync(`/proc/self/fd/${file}`);
  } catch {
    return '';
  }
}

function watch(object, name, isChange = () => true) {
  const original = object[name];
  if (original === undefined) return;
  object[name] = function (...args) {
    if (isChange(...args) && paths.push(pathOf(args[0])) === Number(KILL_AT)) {
      if (KILL_SIGNAL === 'SIGKILL' && name in HALVES) original.apply(this, HALVES[name](args));
      process.kill(process.pid, KILL_SIGNAL);
    }
    return original.apply(this, args);
  };
}

for (const name of CHANGES) {
  watch(fs, `${name}Sync`);
  watch(fs.promises, name);
}
watch(fs, 'openSync', (_, flags = 'r') => flags !== 'r');
syncBuiltinESMExports();
process.on('exit', () => writeFileSync(CHANGES_TO, JSON.stringify(paths)));
