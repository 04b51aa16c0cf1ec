/**
 * Reads the user and password for a host from the user's netrc file, like curl.
 *
 * The file is `$NETRC`, otherwise `~/.netrc`, on Windows also `~/_netrc`. A file that does not
 * exist or cannot be read is ignored.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** User and password; either may be empty. */
export interface NetrcLogin {
  readonly username: string;
  readonly password: string;
}

interface NetrcEntry {
  /** Absent: every host. */
  readonly host?: string;
  login?: string;
  password?: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The first login in the user's netrc file for the host of `url`, and for `username` if it is given. */
export function tryNetrcLogin(
  { hostname }: URL,
  env: Environment,
  username?: string,
  platform: NodeJS.Platform = process.platform,
): NetrcLogin | undefined {
  const host = hostname.replace(/^\[|\]$/g, '').toLowerCase();
  const text = readFirst(netrcFiles(env, platform));
  const found = text === undefined ? undefined : parseNetrc(text).find(entry => isFor(entry, host, username));
  return found && { username: found.login ?? '', password: found.password ?? '' };
}

function isFor(entry: NetrcEntry, host: string, username: string | undefined): boolean {
  if (entry.host !== undefined && entry.host.toLowerCase() !== host) return false;
  return username === undefined ? (entry.login ?? entry.password) !== undefined : entry.login === username;
}

function netrcFiles({ NETRC, HOME, USERPROFILE }: Environment, platform: NodeJS.Platform): string[] {
  if (NETRC) return [NETRC];
  const home = HOME || (platform === 'win32' ? USERPROFILE : undefined);
  if (!home) return [];
  return (platform === 'win32' ? ['.netrc', '_netrc'] : ['.netrc']).map(name => join(home, name));
}

function readFirst(files: readonly string[]): string | undefined {
  for (const file of files) {
    try {
      return readFileSync(file, 'utf8');
    } catch {
      // the file is optional
    }
  }
  return undefined;
}

/** A word; in quotes it may contain spaces. */
const WORD = /"((?:[^"\\]|\\.)*)"|(\S+)/g;
const ESCAPES: ReadonlyMap<string, string> = new Map(Object.entries({ n: '\n', r: '\r', t: '\t' }));

/** Reads `machine <host> login <user> password <password>`, on one line or several; skips other words. */
function parseNetrc(text: string): NetrcEntry[] {
  const entries: NetrcEntry[] = [];
  const words = wordsOf(text);
  for (let { value: word } = words.next(); word !== undefined; word = words.next().value) {
    if (word === 'default') entries.push({});
    const needsValue = ['machine', 'login', 'password', 'account'].includes(word);
    const value = needsValue ? words.next().value : undefined;
    const last = entries.at(-1);
    if (value === undefined) continue;
    if (word === 'machine') entries.push({ host: value });
    else if (last !== undefined && word === 'login') last.login ??= value;
    else if (last !== undefined && word === 'password') last.password ??= value;
  }
  return entries;
}

/** The words outside of comments and macros; a macro ends at an empty line. */
function* wordsOf(text: string): Generator<string, undefined, undefined> {
  let isMacro = false;
  for (const line of text.split(/\r?\n/)) {
    if (line.trim() === '') isMacro = false;
    if (isMacro) continue;
    for (const [, quoted, plain] of line.matchAll(WORD)) {
      isMacro = plain === 'macdef';
      if (isMacro || plain?.startsWith('#')) break;
      yield plain ?? quoted.replace(/\\(.)/g, (_, character: string) => ESCAPES.get(character) ?? character);
    }
  }
  return undefined;
}
