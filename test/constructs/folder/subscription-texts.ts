/**
 * Repositories of subscription files, in the working directory of the test.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PLATFORM } from '../../cli/catalogs/lock-text';
import { temporaryFolder } from '../temporary-folder';

const HOME = process.cwd();

afterEach(() => process.chdir(HOME));

/** The text of a subscription file; `spec` is indented by two spaces. */
export function subscription(name: string, spec: string): string {
  return `apiVersion: cdk8s-profiles/v1\nkind: ProfileSubscription\nmetadata:\n  name: ${name}\nspec:\n${spec}`;
}

/** Makes a repository with `files`, and the catalog "platform", the working directory; returns its path. */
export function repositoryOf(files: Readonly<Record<string, string>>): string {
  const root = temporaryFolder();
  for (const [path, text] of Object.entries({ 'catalogs/platform.lock.yaml': PLATFORM, ...files })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  process.chdir(root);
  return root;
}
