/**
 * Paths inside a repository or a profile, which must not lead outside.
 *
 * Git stores its own data in `.git`, and older file systems know that folder by other names.
 */

// eslint-disable-next-line no-control-regex
const UNUSUAL = /[\x00-\x1f\x7f\\]/;
const GIT_FOLDER = /^(?:\.git|git~\d+)[. ]*$/i;
const LONGEST_PATH = 4096;

/** The names on the way of `path`, without empty ones and `.`: `a` and `b` for `./a//b/`. */
export function segmentsOf(path: string): string[] {
  return path.split('/').filter(segment => segment !== '' && segment !== '.');
}

/** `a/b` for `./a/b/`; `undefined` for the root. */
export function normalizeFolder(path: string): string | undefined {
  return segmentsOf(path).join('/') || undefined;
}

/**
 * Why `path` is not a path inside, for the end of a sentence; `undefined` if it is: `charts/nginx`,
 * `./nginx/`, `.`.
 */
export function describePathFault(path: string): string | undefined {
  if (path === '' || path.length > LONGEST_PATH) return `it has ${path.length} characters`;
  if (UNUSUAL.test(path)) return 'it contains a backslash or a control character';
  if (path.startsWith('/') || /^[A-Za-z]:/.test(path)) return 'it is absolute';
  const segments = path.split('/');
  if (segments.includes('..')) return 'it leads out of its folder with ".."';
  if (segments.some(segment => GIT_FOLDER.test(segment))) return 'it leads into the data of git';
  return undefined;
}
