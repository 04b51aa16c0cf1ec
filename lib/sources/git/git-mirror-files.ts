/**
 * The files of a bare repository.
 */
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { replaceCacheFile } from '../../files/replace-file';

const HEAD = 'ref: refs/heads/main\n';
const CONFIG = '[core]\n\trepositoryformatversion = 0\n\tbare = true\n';
/** For repositories whose hashes are SHA-256. */
const CONFIG_SHA256 = '[core]\n\trepositoryformatversion = 1\n\tbare = true\n[extensions]\n\tobjectformat = sha256\n';

/** Writes the files that an empty repository in `folder` is missing; `hashLength` is 40, or 64 for SHA-256. */
export function createBareRepository(folder: string, hashLength: number): void {
  for (const name of ['objects/pack', 'objects/info', 'refs'])
    mkdirSync(join(folder, name), { recursive: true, mode: 0o700 });
  if (!existsSync(join(folder, 'config'))) resetConfig(folder, hashLength);
  if (!existsSync(join(folder, 'HEAD'))) replaceCacheFile(join(folder, 'HEAD'), HEAD);
}

/** Writes the settings of a repository that is only read. */
export function resetConfig(folder: string, hashLength: number): void {
  replaceCacheFile(join(folder, 'config'), hashLength === 64 ? CONFIG_SHA256 : CONFIG);
}
