/**
 * The package as programs of its users find it: in `node_modules`, built from the sources
 * as they are now.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');

/** Makes `folder` a package of its own that has this one installed. */
export function installPackage(folder: string): void {
  writeFileSync(join(folder, 'package.json'), '{}\n');
  const installed = join(folder, 'node_modules/cdk8s-profiles');
  mkdirSync(installed, { recursive: true });
  copyFileSync(join(ROOT, 'package.json'), join(installed, 'package.json'));
  // types are checked elsewhere
  const options = ['--noCheck', '--declaration', 'false', '--outDir', join(installed, 'build')];
  execFileSync(process.execPath, [require.resolve('typescript/bin/tsc'), '-p', join(ROOT, 'lib'), ...options]);
}
