/**
 * The cache folder of each operating system.
 */
import { homedir } from 'node:os';
import { join } from 'node:path';
import { cacheFolder } from '../../../lib/sources/cache/cache-folder';

test.each<[NodeJS.Platform, Record<string, string>, string]>([
  ['linux', { HOME: '/home/me' }, '/home/me/.cache/cdk8s-profiles'],
  ['linux', { HOME: '/home/me', XDG_CACHE_HOME: '/var/cache/me' }, '/var/cache/me/cdk8s-profiles'],
  ['linux', { HOME: '/home/me', XDG_CACHE_HOME: 'relative' }, '/home/me/.cache/cdk8s-profiles'],
  ['linux', { HOME: '/home/me', XDG_CACHE_HOME: '' }, '/home/me/.cache/cdk8s-profiles'],
  ['linux', {}, join(homedir(), '.cache/cdk8s-profiles')],
  ['darwin', { HOME: '/Users/me' }, '/Users/me/Library/Caches/cdk8s-profiles'],
  ['win32', { LOCALAPPDATA: '/c/Local' }, '/c/Local/cdk8s-profiles/Cache'],
  ['win32', { USERPROFILE: '/c/me' }, '/c/me/AppData/Local/cdk8s-profiles/Cache'],
])('on %s with %j it is %s', (platform, env, expected) => {
  expect(cacheFolder(env, platform)).toBe(expected);
});
