/** The controllers of Flux, with the flags under which they run outside of a cluster. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ControllerName, programPath } from '../programs';
import { answersOk } from './control-plane';
import { Ports } from './ports';
import { ProgramRun, Processes } from './processes';

/** Where Flux's own objects live. */
export const FLUX_NAMESPACE = 'flux-system';

export interface FluxOptions {
  /** Folder for artifacts and temporary files. */
  readonly folder: string;
  readonly kubeconfig: string;
  /** How often a controller looks again at what waits for something else. */
  readonly requeueSeconds: number;
  /** How many objects a controller works on at once. */
  readonly concurrent: number;
  /** Also start notification-controller, and send it the events of the others. */
  readonly hasNotifications: boolean;
}

/** URL at which Flux's webhook receivers answer, when there are notifications. */
export interface Flux {
  readonly receiverUrl?: string;
}

/** Starts the controllers side by side; all are ready when this resolves. Their CRDs must be served already. */
export async function startFlux(processes: Processes, ports: Ports, options: FluxOptions): Promise<Flux> {
  const temporary = join(options.folder, 'tmp');
  mkdirSync(temporary);
  const env = { KUBECONFIG: options.kubeconfig, RUNTIME_NAMESPACE: FLUX_NAMESPACE, TMPDIR: temporary, HOME: temporary };
  const program = async (name: ControllerName, args: readonly string[]): Promise<ProgramRun> => {
    const health = `127.0.0.1:${await ports.next()}`;
    const addresses = [`--metrics-addr=127.0.0.1:${await ports.next()}`, `--health-addr=${health}`];
    const command = programPath(name);
    return {
      name,
      command,
      env,
      args: [...COMMON, ...addresses, ...args],
      isReady: () => answersOk(`http://${health}/readyz`),
    };
  };

  const storage = `127.0.0.1:${await ports.next()}`;
  const events = options.hasNotifications ? `127.0.0.1:${await ports.next()}` : undefined;
  const receiver = options.hasNotifications ? `127.0.0.1:${await ports.next()}` : undefined;
  const sending = events === undefined ? [] : [`--events-addr=http://${events}/`];
  const waiting = [`--requeue-dependency=${options.requeueSeconds}s`, `--concurrent=${options.concurrent}`, ...sending];
  const programs = [
    await program('source-controller', [...storageFlags(options.folder, storage), ...waiting]),
    await program('kustomize-controller', waiting),
    await program('helm-controller', waiting),
  ];
  if (events !== undefined) {
    const flags = [`--events-addr=${events}`, `--receiverAddr=${receiver}`];
    programs.push(await program('notification-controller', flags));
  }
  await Promise.all(programs.map(each => processes.start(each)));
  return { receiverUrl: receiver && `http://${receiver}` };
}

/** The debug log of helm-controller is where the order of releases is read from. */
const COMMON = ['--enable-leader-election=false', '--watch-all-namespaces=true', '--log-level=debug'];

function storageFlags(folder: string, address: string): string[] {
  const path = join(folder, 'artifacts');
  mkdirSync(path);
  return [`--storage-path=${path}`, `--storage-addr=${address}`, `--storage-adv-addr=${address}`];
}
