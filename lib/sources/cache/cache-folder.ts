/**
 * The folder for cached downloads, where each operating system expects it.
 */
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

const NAME = 'cdk8s-profiles';

/**
 * `$XDG_CACHE_HOME/cdk8s-profiles` on any system; otherwise `~/.cache/…`, `~/Library/Caches/…` or
 * `%LOCALAPPDATA%\…\Cache`.
 */
export function cacheFolder(
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform = process.platform,
): string {
  // the XDG specification requires relative paths to be ignored
  if (env.XDG_CACHE_HOME && isAbsolute(env.XDG_CACHE_HOME)) return join(env.XDG_CACHE_HOME, NAME);
  if (platform === 'win32') {
    const home = env.USERPROFILE || homedir();
    return join(env.LOCALAPPDATA || join(home, 'AppData', 'Local'), NAME, 'Cache');
  }
  const home = env.HOME || homedir();
  return platform === 'darwin' ? join(home, 'Library', 'Caches', NAME) : join(home, '.cache', NAME);
}
