/**
 * The package as `npm publish` would send it.
 */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Failure, run } from './command.mjs';

const TEXTS = ['package.json', 'README.md', 'LICENSE', 'CHANGELOG.md'];

/** What is made from the rest. */
const MADE = ['.cache', '.git', 'build', 'coverage', 'dist', 'node_modules'];

/** Builds and packs a copy of `root`, so that no earlier build gets in; the path of the tarball in `folder`. */
export function pack(root, folder) {
  mkdirSync(join(root, '.cache'), { recursive: true });
  // below the checkout, where its node_modules are found
  const copy = mkdtempSync(join(root, '.cache/pack-'));
  try {
    for (const name of readdirSync(root).filter(found => !MADE.includes(found))) {
      cpSync(join(root, name), join(copy, name), { recursive: true });
    }
    run(copy, 'npm', 'run', 'build');
    const [packed] = JSON.parse(run(copy, 'npm', 'pack', '--json', '--ignore-scripts', '--pack-destination', folder));
    check(
      copy,
      packed.files.map(({ path }) => path),
    );
    return join(folder, packed.filename);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

function check(root, paths) {
  const missing = TEXTS.filter(path => !paths.includes(path));
  if (missing.length > 0) throw new Failure(`the package lacks ${missing.join(', ')}`);
  const unneeded = paths.filter(path => !isNeeded(root, path));
  if (unneeded.length > 0) throw new Failure(`the package holds what no user needs: ${unneeded.join(', ')}`);
}

/** Whether `path` is a text for users, or built from a source of the library. */
function isNeeded(root, path) {
  const [, source] = /^build\/(.+?)(\.d\.ts|\.js)$/.exec(path) ?? [];
  const isText = TEXTS.includes(path) || /^docs\/[^/]+\.(md|schema\.json)$|^examples\//.test(path);
  // scripts of the page that "pctl graph" writes are JavaScript
  const sources = path.endsWith('.js') ? ['.ts', '.js'] : ['.ts'];
  return isText || (source !== undefined && sources.some(ending => existsSync(join(root, source + ending))));
}
