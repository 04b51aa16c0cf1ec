/**
 * Paths in annotations of GitHub, whose files are in a repository below the workspace, in it, or elsewhere.
 */
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { workspacePaths } from '../../../lib/cli/findings/workspace-path';
import { temporaryFolder } from '../../constructs/temporary-folder';

const workspace = temporaryFolder();
mkdirSync(join(workspace, 'fleet/.git'), { recursive: true });
for (const folder of ['fleet/platform', 'downloaded/platform']) mkdirSync(join(workspace, folder), { recursive: true });
symlinkSync('fleet/platform', join(workspace, 'link'));

test.each([
  ['from the root of a repository below it', 'fleet/platform', 'a/Chart.yaml', 'platform/a/Chart.yaml'],
  ['at its root', 'fleet', 'a/Chart.yaml', 'a/Chart.yaml'],
  ['above the working directory', 'fleet/platform', '../a/Chart.yaml', 'a/Chart.yaml'],
  ['in a folder behind a link', 'link', 'a/Chart.yaml', 'platform/a/Chart.yaml'],
  ['from the workspace without Git', 'downloaded/platform', 'Chart.yaml', 'downloaded/platform/Chart.yaml'],
  ['unchanged outside of the repository', 'fleet/platform', '../../Chart.yaml', '../../Chart.yaml'],
  ['unchanged if they are absolute', 'fleet', '/srv/Chart.yaml', '/srv/Chart.yaml'],
])('files are named %s', (_, folder, file, expected) => {
  const pathOf = workspacePaths({ cwd: join(workspace, folder), env: { GITHUB_WORKSPACE: workspace } });
  expect(pathOf(file)).toBe(expected);
});

test.each([undefined, '', '/nowhere'])('files are unchanged in no repository, if the workspace is %j', path => {
  const context = { cwd: temporaryFolder(), env: { GITHUB_WORKSPACE: path } };
  expect(workspacePaths(context)('a/Chart.yaml')).toBe('a/Chart.yaml');
});
