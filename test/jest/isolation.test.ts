/**
 * Test files run in one process, one after the other, and do not affect each other.
 */
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Environment {
  readonly moduleMocker: { spyOn(object: object, method: string): { mockReturnValue(value: unknown): void } };
  teardown(): Promise<void>;
}
// eslint-disable-next-line @typescript-eslint/no-require-imports
const Environment = require('./environment.cjs') as new (config: object) => Environment;

test('what a test file changed in the process is undone', async () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'cdk8s-profiles-')));
  const before = { folder: process.cwd(), path: process.env.PATH, exitCode: process.exitCode };
  const kept = () => undefined;
  process.on('SIGHUP', kept);
  const environment = new Environment({ projectConfig: { fakeTimers: {} } });
  process.chdir(folder);
  process.env.PATH = folder;
  process.env.ADDED_BY_A_TEST = 'yes';
  process.exitCode = 7;
  process.on('SIGHUP', () => undefined);
  process.on('SIGUSR2', () => undefined);
  environment.moduleMocker.spyOn(Math, 'random').mockReturnValue(2);
  await environment.teardown();
  expect({ folder: process.cwd(), path: process.env.PATH, exitCode: process.exitCode }).toEqual(before);
  expect(process.env.ADDED_BY_A_TEST).toBeUndefined();
  expect([process.listeners('SIGHUP').includes(kept), process.listenerCount('SIGHUP')]).toEqual([true, 1]);
  expect(process.listenerCount('SIGUSR2')).toBe(0);
  expect(Math.random()).toBeLessThan(1);
  process.removeListener('SIGHUP', kept);
  rmSync(folder, { recursive: true });
});

test('modules of the project are loaded anew, packages once', async () => {
  const load = () => Promise.all([import('../../lib/model/version/version'), import('yaml')]);
  const [version, yaml] = await load();
  jest.resetModules();
  const [otherVersion, otherYaml] = await load();
  expect([version.tryParseVersion === otherVersion.tryParseVersion, yaml.Document === otherYaml.Document]).toEqual([
    false,
    true,
  ]);
});
