/**
 * The Secret of a Receiver: what an operator makes with the commands in docs/ordering.md.
 */
import { createHash, randomBytes } from 'node:crypto';
import { Cluster } from './cluster';

/** Applies it for the Receiver `name` in `namespace`. */
export async function applyEventSecret({ kube, receiverUrl }: Cluster, namespace: string, name: string): Promise<void> {
  const token = randomBytes(32).toString('hex');
  const path = createHash('sha256').update(`${token}${name}${namespace}`).digest('hex');
  const stringData = { token, address: `${receiverUrl}/hook/${path}` };
  await kube.apply({ apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace }, stringData });
}
