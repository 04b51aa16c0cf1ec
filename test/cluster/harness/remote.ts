/**
 * A second API server, without Flux, that releases reach through `kubeConfig`.
 */
import { mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Cluster } from './cluster';
import { startControlPlane } from './control-plane';
import { Kube } from './kube';
import { KubeObject } from './objects';
import { Ports } from './ports';
import { Processes } from './processes';
import { Workloads } from './workloads';

export class Remote {
  /** Starts one in addition to `cluster`, with its own logs; call `stop` in `afterAll`. */
  static async start(cluster: Cluster): Promise<Remote> {
    const data = mkdtempSync(join(tmpdir(), 'remote-data-'));
    const logs = join(cluster.logs, 'remote');
    mkdirSync(logs);
    const processes = new Processes(data, logs);
    const ports = await Ports.take();
    const { api, kubeconfig } = await startControlPlane(processes, ports, data).catch(async (error: unknown) => {
      await processes.stopAll().finally(() => ports.release());
      throw error;
    });
    const kube = new Kube(api, kubeconfig, () => processes.assertAlive());
    const workloads = new Workloads(api);
    return new Remote(kube, async () => {
      const stopping = workloads.stop().finally(() => api.close());
      await stopping.finally(() => processes.stopAll()).finally(() => ports.release());
    });
  }

  private constructor(
    readonly kube: Kube,
    /** Ends everything. */
    readonly stop: () => Promise<void>,
  ) {}

  /** A Secret for `kubeConfig.secretRef`, as Cluster API writes them: under the key `value`. */
  kubeconfigSecret(name: string, namespace: string): KubeObject {
    const value = readFileSync(this.kube.kubeconfig).toString('base64');
    return { apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace }, data: { value } };
  }
}
