/**
 * A folder of catalogs of its own for each test, and `pctl` in it.
 */
import * as fs from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../constructs/temporary-folder';
import { pctlIn } from '../pctl-in';

export let cwd: string;
export let env: Record<string, string>;
beforeEach(() => {
  cwd = temporaryFolder();
  env = { XDG_CACHE_HOME: temporaryFolder(), HOME: cwd, PATH: process.env.PATH! };
});

export const pctl = (...argv: string[]) => pctlIn(cwd, argv, env);
export const lockOf = (name: string) => fs.readFileSync(join(cwd, `catalogs/${name}.lock.yaml`), 'utf8');
