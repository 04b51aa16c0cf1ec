/**
 * Reads Secrets from a cluster with kubectl.
 */
import { MEBIBYTE } from '../reading/bytes';
import type { ReadOptions } from '../reading/catalog-source';
import { Unreadable } from '../reading/unreadable';
import { kubectlGet } from './kubectl';

const TIMEOUT_MS = 30_000;
const LARGEST_ANSWER = 8 * MEBIBYTE;

/** The values of a Secret, decoded; `undefined` if the cluster has no Secret of that name. */
export async function readClusterSecret(
  namespace: string,
  name: string,
  { env, kubeconfig = '', signal }: Pick<ReadOptions, 'env' | 'kubeconfig' | 'signal'>,
): Promise<ReadonlyMap<string, string> | undefined> {
  const options = [`--kubeconfig=${kubeconfig}`, `--namespace=${namespace}`, '--output=json'];
  const limits = { timeoutMs: TIMEOUT_MS, largestAnswer: LARGEST_ANSWER };
  const { failure, stdout, stderr } = await kubectlGet(options, ['secret', name], { env, signal, ...limits });
  if (signal?.aborted) throw new Unreadable('it was stopped');
  const subject = `Secret ${namespace}/${name}`;
  if (failure === undefined) return parseSecret(stdout, subject);
  if (failure === 'missing') {
    throw new Unreadable(`${subject} must be read from the cluster, and kubectl is not on the PATH; install it, or put the Secret next to the source`); // prettier-ignore
  }
  if (stderr.includes('(NotFound)')) return undefined;
  const said = stderr.trim().split('\n').at(-1);
  const why = failure === 'timeout' ? `it did not answer within ${TIMEOUT_MS / 1000} s` : said || 'it failed';
  throw new Unreadable(`${subject} cannot be read with kubectl: ${why}`);
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
