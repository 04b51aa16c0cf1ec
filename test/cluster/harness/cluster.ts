/**
 * A cluster for tests: a real API server, real Flux, and the sources it reads.
 *
 * Everything listens on loopback and lives in a temporary folder. Of what it
 * writes only the logs stay, until `npm run test:cluster` has seen all tests pass.
 */
import { mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { ControllerName, crdFolder } from '../programs';
import { startControlPlane } from './control-plane';
import type { MetricsUrls } from './controller-load';
import { FLUX_NAMESPACE, nameInShard, startFlux } from './flux';
import { GitServer } from '../../servers/git-server';
import { HelmRepository } from './helm-repository';
import { Kube } from './kube';
import { KubeObject, conditionOf } from './objects';
import { OciRegistry } from './oci-registry';
import { OrderLog } from './order-log';
import { Ports } from './ports';
import { Processes } from './processes';
import { Workloads } from './workloads';

export interface ClusterOptions {
  /** How often Flux looks again at what waits for something else. @default 5 */
  readonly requeueSeconds?: number;
  /** How many objects a controller works on at once. @default 10 */
  readonly concurrent?: number;
  /** Also start notification-controller. @default false */
  readonly hasNotifications?: boolean;
  /** Shards of Flux, each with a helm-controller and a source-controller of its own. @default none */
  readonly shards?: readonly string[];
  /** Also start an OCI registry. @default false */
  readonly hasRegistry?: boolean;
}

/** A running cluster. `stop` ends everything, also after a failed test: call it in `afterAll`. */
export interface Cluster {
  readonly kube: Kube;
  /** Charts over HTTP. */
  readonly charts: HelmRepository;
  readonly git: GitServer;
  /** With `hasRegistry` only. */
  readonly registry: OciRegistry;
  /** What helm-controller did, and when. */
  readonly order: OrderLog;
  /** With `hasNotifications` only: where webhook receivers answer. */
  readonly receiverUrl?: string;
  /** Where the controllers of Flux say what they do. */
  readonly metrics: MetricsUrls;
  /** Folder of the logs, one file per program. */
  readonly logs: string;
  readonly secondsToReady: number;
  /** Kills the API server and starts it again; resolves when it is ready. */
  restartApiServer(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a cluster; ready when this resolves. What was started is stopped again when it fails. */
export async function startCluster(options: ClusterOptions = {}): Promise<Cluster> {
  const logs = mkdtempSync(join(process.env.CLUSTER_LOGS ?? tmpdir(), 'cluster-'));
  const stops: (() => Promise<void> | void)[] = [];
  const stop = () => stopInReverse(stops);
  try {
    return { ...(await startParts(options, logs, stops)), stop };
  } catch (cause) {
    await stop().catch(() => {}); // the first error is the one to tell
    throw new Error(`the test cluster did not start (logs: ${logs}): ${(cause as Error).message}`, { cause });
  }
}

/** Pushes to `stops` what each part needs to be stopped, as soon as it is there. */
async function startParts(
  options: ClusterOptions,
  logs: string,
  stops: (() => Promise<void> | void)[],
): Promise<Omit<Cluster, 'stop'>> {
  const begin = Date.now();
  const data = mkdtempSync(join(tmpdir(), 'cluster-data-'));
  const processes = new Processes(data, logs);
  stops.push(() => processes.stopAll());
  const ports = await Ports.take();
  stops.push(() => ports.release());

  const charts = await HelmRepository.start(join(data, 'helm'));
  stops.push(() => charts.stop());
  const git = await GitServer.start(join(data, 'git'));
  stops.push(() => git.stop());

  const { api, kubeconfig } = await startControlPlane(processes, ports, data);
  stops.push(() => api.close());
  const kube = new Kube(api, kubeconfig, () => processes.assertAlive());
  const workloads = new Workloads(api);
  stops.push(() => workloads.stop());

  await prepare(kube);
  const { requeueSeconds = 5, concurrent = 10, hasNotifications = false, shards = [] } = options;
  const fluxOptions = { folder: data, kubeconfig, requeueSeconds, concurrent, hasNotifications, shards };
  const flux = await startFlux(processes, ports, fluxOptions);
  const registry = options.hasRegistry ? await OciRegistry.start(processes, ports, join(data, 'oci')) : undefined;
  const order = new OrderLog(...logNames(shards).map(name => processes.logOf(name)));
  const secondsToReady = (Date.now() - begin) / 1000;
  const restartApiServer = () => processes.restart('kube-apiserver');
  return { kube, charts, git, registry: registry!, order, ...flux, logs, secondsToReady, restartApiServer };
}

/** Logs of helm-controller, by name. */
function logNames(shards: readonly string[]): string[] {
  return [undefined, ...shards].map(shard => nameInShard('helm-controller', shard));
}

const WITH_CRDS = [
  'source-controller',
  'kustomize-controller',
  'helm-controller',
  'notification-controller',
] as const satisfies readonly ControllerName[];

/** Flux's namespace and CRDs; resolves when the CRDs are served. */
async function prepare(kube: Kube): Promise<void> {
  await kube.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: FLUX_NAMESPACE } });
  const files = WITH_CRDS.map(crdFolder).flatMap(folder => readdirSync(folder).map(file => join(folder, file)));
  const crds = files.map(file => parse(readFileSync(file, 'utf8')) as KubeObject);
  await Promise.all(crds.map(crd => kube.apply(crd)));
  for (const crd of crds) {
    const isServed = async () => conditionOf(await kube.get(crd), 'Established')?.status === 'True';
    await kube.waitFor(`CRD ${crd.metadata.name} to be served`, isServed);
  }
}

async function stopInReverse(stops: (() => Promise<void> | void)[]): Promise<void> {
  const errors: unknown[] = [];
  for (const stop of stops.splice(0).reverse()) {
    try {
      await stop();
    } catch (error) {
      errors.push(error); // the others are stopped all the same
    }
  }
  if (errors.length > 0) throw errors[0];
}
