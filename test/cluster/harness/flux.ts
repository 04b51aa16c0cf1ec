/**
 * The controllers of Flux, with the flags for running outside of a cluster.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ControllerName, programPath } from '../programs';
import { answersOk } from './control-plane';
import type { MetricsUrls } from './controller-load';
import { Ports } from './ports';
import { ProgramRun, Processes } from './processes';

/** Namespace of Flux's own objects. */
export const FLUX_NAMESPACE = 'flux-system';

export interface FluxOptions {
  /** Folder for artifacts and temporary files. */
  readonly folder: string;
  readonly kubeconfig: string;
  /** How often a controller checks objects that wait for others. */
  readonly requeueSeconds: number;
  /** How many objects a controller processes at once. */
  readonly concurrent: number;
  /** Also start notification-controller, and send it the events of the others. */
  readonly hasNotifications: boolean;
  /** Shards, each of which gets a helm-controller and a source-controller of its own. */
  readonly shards: readonly string[];
}

export interface Flux {
  /** Where webhook receivers answer, if there are notifications. */
  readonly receiverUrl?: string;
  readonly metrics: MetricsUrls;
}

/** Starts the controllers in parallel; resolves when all are ready. Their CRDs must be served already. */
export async function startFlux(processes: Processes, ports: Ports, options: FluxOptions): Promise<Flux> {
  const temporary = join(options.folder, 'tmp');
  mkdirSync(temporary);
  const env = { KUBECONFIG: options.kubeconfig, RUNTIME_NAMESPACE: FLUX_NAMESPACE, TMPDIR: temporary, HOME: temporary };
  const metrics = new Map<string, string>();
  const program = async (controller: ControllerName, args: readonly string[], shard?: string): Promise<ProgramRun> => {
    const name = nameInShard(controller, shard);
    const health = `127.0.0.1:${await ports.next()}`;
    const addresses = [`--metrics-addr=127.0.0.1:${await ports.next()}`, `--health-addr=${health}`];
    metrics.set(name, `http://${addresses[0].slice('--metrics-addr='.length)}/metrics`);
    const command = programPath(controller);
    return {
      name,
      command,
      env,
      args: [...COMMON, ...addresses, ...selectorFlags(controller, shard, options), ...args],
      isReady: () => answersOk(`http://${health}/readyz`),
    };
  };

  const events = options.hasNotifications ? `127.0.0.1:${await ports.next()}` : undefined;
  const receiver = options.hasNotifications ? `127.0.0.1:${await ports.next()}` : undefined;
  const sending = events === undefined ? [] : [`--events-addr=http://${events}/`];
  const waiting = [`--requeue-dependency=${options.requeueSeconds}s`, `--concurrent=${options.concurrent}`, ...sending];
  const programs = [await program('kustomize-controller', waiting)];
  for (const shard of [undefined, ...options.shards]) {
    const storage = storageFlags(options.folder, `127.0.0.1:${await ports.next()}`, shard);
    programs.push(await program('source-controller', [...storage, ...waiting], shard));
    programs.push(await program('helm-controller', waiting, shard));
  }
  if (events !== undefined) {
    const flags = [`--events-addr=${events}`, `--receiverAddr=${receiver}`];
    programs.push(await program('notification-controller', flags));
  }
  await Promise.all(programs.map(each => processes.start(each)));
  return { receiverUrl: receiver && `http://${receiver}`, metrics };
}

/** The order of releases is read from the debug log of helm-controller. */
const COMMON = ['--enable-leader-election=false', '--watch-all-namespaces=true', '--log-level=debug'];

/** `helm-controller-shard1`: the name of a controller and its log. */
export function nameInShard(controller: ControllerName, shard: string | undefined): string {
  return shard === undefined ? controller : `${controller}-${shard}`;
}

/** As Flux documents it: the controllers without a shard leave what has one to the others. */
function selectorFlags(controller: ControllerName, shard: string | undefined, { shards }: FluxOptions): string[] {
  if (shards.length === 0 || controller === 'notification-controller') return [];
  const key = 'sharding.fluxcd.io/key';
  return [`--watch-label-selector=${shard === undefined ? `!${key}` : `${key}=${shard}`}`];
}

function storageFlags(folder: string, address: string, shard: string | undefined): string[] {
  const path = join(folder, shard === undefined ? 'artifacts' : `artifacts-${shard}`);
  mkdirSync(path);
  return [`--storage-path=${path}`, `--storage-addr=${address}`, `--storage-adv-addr=${address}`];
}
