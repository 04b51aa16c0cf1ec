/**
 * Programs that store registry logins for docker: `docker-credential-<name>`.
 *
 * Their output is secret, so no message contains any of it.
 */
import { spawn } from 'node:child_process';
import { isRecord, tryParseJson } from '../../model/data/json';
import type { ReadOptions } from '../reading/catalog-source';
import { loginOf } from './docker-config';
import type { Login } from './login';
import { endGroup, endWithUs } from '../reading/process-group';
import { Unreadable } from '../reading/unreadable';

const TIMEOUT_MS = 30_000;
const LARGEST_ANSWER = 256 * 1024;
/** What they print, by docker's protocol, for a host that they do not know. */
const UNKNOWN = 'credentials not found';

/** Asks `docker-credential-<name>` for the login of `server`; `undefined` if it has none. Throws Unreadable. */
export async function askCredentialHelper(
  name: string,
  server: string,
  { env, signal }: Pick<ReadOptions, 'env' | 'signal'>,
  timeoutMs = TIMEOUT_MS,
): Promise<Login | undefined> {
  // the name comes from a file; it must be a program on the PATH, not a path
  if (!/^[\w-][\w.-]*$/.test(name))
    throw new Unreadable('the docker config names a helper that is not the name of a program');
  const program = `docker-credential-${name}`;
  const { code, stdout } = await runHelper(program, server, env, timeoutMs, signal);
  if (code !== 0 && stdout.includes(UNKNOWN)) return undefined;
  if (code !== 0) {
    throw new Unreadable(`${program} failed (exit code ${code}); run it to see why: echo ${server} | ${program} get`);
  }
  const answer = tryParseJson(stdout);
  if (!isRecord(answer) || typeof answer.Username !== 'string' || typeof answer.Secret !== 'string') {
    throw new Unreadable(`${program} printed something that is not a login for ${server}`);
  }
  return answer.Secret === '' ? undefined : loginOf(answer.Username, answer.Secret);
}

interface HelperAnswer {
  readonly code: number | null;
  readonly stdout: string;
}

function runHelper(
  program: string,
  server: string,
  env: ReadOptions['env'],
  timeoutMs: number,
  signal?: AbortSignal,
): Promise<HelperAnswer> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, ['get'], { env, stdio: ['pipe', 'pipe', 'ignore'], detached: true });
    const pieces: Buffer[] = [];
    let bytes = 0;
    let failure: Unreadable | undefined;
    const stop = (reason: string) => {
      failure ??= new Unreadable(reason);
      endGroup(child);
    };
    const stopped = () => stop('it was stopped');
    const timer = setTimeout(() => stop(`${program} did not finish within ${timeoutMs / 1000} s`), timeoutMs);
    signal?.addEventListener('abort', stopped, { once: true });
    child.stdout.on('data', (piece: Buffer) => {
      pieces.push(piece);
      if ((bytes += piece.length) > LARGEST_ANSWER) stop(`${program} printed too much`);
    });
    child.stdin.on('error', () => undefined); // it may exit before it has read everything
    child.stdin.end(server);
    child.on('error', () => (failure ??= new Unreadable(`${program} cannot be run; check that it is on the PATH`)));
    child.on('close', code => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stopped);
      if (failure !== undefined) reject(failure);
      else resolve({ code, stdout: Buffer.concat(pieces).toString('utf8') });
    });
    endWithUs(child);
  });
}
