/**
 * Finds a Secret that a source refers to: in the same folder, or in a cluster.
 */
import type { ReadOptions } from '../reading/catalog-source';
import { readClusterSecret } from './cluster-secret';
import { isEncrypted } from '../../model/data/is-encrypted';
import { Unreadable } from '../reading/unreadable';

/** A Secret, and its name for messages: `Secret team-a/charts`. */
export interface FoundSecret {
  readonly label: string;
  readonly values: ReadonlyMap<string, string>;
}

/** Answers of the cluster in this run: one call for each Secret. */
const asked = new WeakMap<ReadOptions['secrets'], Map<string, Promise<ReadonlyMap<string, string> | undefined>>>();

/** `undefined` if it cannot be found anywhere. */
export async function trySecret(
  { namespace }: { readonly namespace: string },
  name: string,
  options: ReadOptions,
): Promise<FoundSecret | undefined> {
  const key = `${namespace}/${name}`;
  const values =
    options.secrets.get(key) ?? (options.kubeconfig ? await askCluster(namespace, name, options) : undefined);
  return values && { label: `Secret ${key}`, values };
}

/** Like `trySecret`; throws Unreadable if the Secret cannot be found anywhere. */
export async function requireSecret(
  source: { readonly namespace: string },
  name: string,
  options: ReadOptions,
): Promise<FoundSecret> {
  const found = await trySecret(source, name, options);
  if (found !== undefined) return found;
  const remedy = 'put its manifest next to the source, or give a kubeconfig to read it from the cluster';
  throw missingSecret(source, name, options, remedy);
}

/** Says that a Secret cannot be found, and what to do. */
export function missingSecret(
  { namespace }: { readonly namespace: string },
  name: string,
  { kubeconfig }: ReadOptions,
  remedy: string,
): Unreadable {
  const where = kubeconfig ? ' and the cluster has none' : '';
  return new Unreadable(`Secret ${namespace}/${name} is missing${where}; ${remedy}`);
}

/** The value of the first of `keys` that is present and not empty. */
export function secretValue({ label, values }: FoundSecret, ...keys: readonly string[]): string | undefined {
  const key = keys.find(name => (values.get(name) ?? '') !== '');
  if (key === undefined) return undefined;
  const value = values.get(key)!;
  if (!isEncrypted(value)) return value;
  throw new Unreadable(`"${key}" of ${label} is encrypted; decrypt it into the environment, or give a kubeconfig to read it from the cluster`); // prettier-ignore
}

function askCluster(namespace: string, name: string, options: ReadOptions) {
  const answers = asked.get(options.secrets) ?? new Map<string, Promise<ReadonlyMap<string, string> | undefined>>();
  asked.set(options.secrets, answers);
  const key = `${namespace}/${name}`;
  const answer = answers.get(key) ?? readClusterSecret(namespace, name, options);
  answers.set(key, answer);
  return answer;
}
