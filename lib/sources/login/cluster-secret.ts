/**
 * Reads Secrets from a cluster with kubectl, which supports every way to log in that a kubeconfig
 * may require.
 */
import { execFile } from 'node:child_process';
import { commandLine } from '../../model/data/command-line';
import { MEBIBYTE } from '../reading/bytes';
import type { ReadOptions } from '../reading/catalog-source';
import { Unreadable } from '../reading/unreadable';

const TIMEOUT_MS = 30_000;
const LARGEST_ANSWER = 8 * MEBIBYTE;

/** The values of a Secret, decoded; `undefined` if the cluster has no Secret of that name. */
export async function readClusterSecret(
  namespace: string,
  name: string,
  { env, kubeconfig = '', signal }: Pick<ReadOptions, 'env' | 'kubeconfig' | 'signal'>,
): Promise<ReadonlyMap<string, string> | undefined> {
  const options = [`--kubeconfig=${kubeconfig}`, `--namespace=${namespace}`, '--output=json'];
  const { error, stdout, stderr } = await runKubectl([...options, 'get'], ['secret', name], env, signal);
  if (signal?.aborted) throw new Unreadable('it was stopped');
  const subject = `Secret ${namespace}/${name}`;
  if (error === undefined) return parseSecret(stdout, subject);
  if (error.code === 'ENOENT') {
    throw new Unreadable(`${subject} must be read from the cluster, and kubectl is not on the PATH; install it, or put the Secret next to the source`); // prettier-ignore
  }
  if (stderr.includes('(NotFound)')) return undefined;
  const said = stderr.trim().split('\n').at(-1);
  const why = error.killed === true ? `it did not answer within ${TIMEOUT_MS / 1000} s` : said || 'it failed';
  throw new Unreadable(`${subject} cannot be read with kubectl: ${why}`);
}

interface Answer {
  readonly error?: { readonly code?: unknown; readonly killed?: boolean };
  readonly stdout: string;
  readonly stderr: string;
}

function runKubectl(
  flags: readonly string[],
  operands: readonly string[],
  env: ReadOptions['env'],
  signal?: AbortSignal,
): Promise<Answer> {
  const options = { env, signal, timeout: TIMEOUT_MS, maxBuffer: LARGEST_ANSWER, windowsHide: true };
  return new Promise(resolve => {
    execFile('kubectl', commandLine(flags, operands), options, (error, stdout, stderr) => resolve({ error: error ?? undefined, stdout, stderr })); // prettier-ignore
  });
}

function parseSecret(text: string, subject: string): ReadonlyMap<string, string> {
  let data: Readonly<Record<string, unknown>>;
  try {
    data = JSON.parse(text).data ?? {};
  } catch {
    // the parser's message would contain a part of the Secret
    throw new Unreadable(`${subject} cannot be read with kubectl: what it printed is not valid JSON`);
  }
  const texts = Object.entries(data).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return new Map(texts.map(([key, value]) => [key, Buffer.from(value, 'base64').toString('utf8')]));
}
