/**
 * etcd, kube-apiserver and kube-controller-manager on loopback.
 *
 * Nothing acts on Deployments, Jobs and Pods here: the only controllers that run are those that
 * remove objects (garbage collection, namespaces) or report on policies.
 */
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import { programPath } from '../programs';
import { ApiServer } from './api-server';
import { Ports } from './ports';
import { Processes } from './processes';

/** A running API server, and its address. */
export interface ControlPlane {
  readonly url: string;
  readonly token: string;
  /** Path of a kubeconfig of an administrator. */
  readonly kubeconfig: string;
  readonly api: ApiServer;
}

const CONTROLLERS = 'garbage-collector-controller,namespace-controller,validatingadmissionpolicy-status-controller';

/** Starts all three; the API server is ready when this resolves. */
export async function startControlPlane(processes: Processes, ports: Ports, folder: string): Promise<ControlPlane> {
  const etcd = await startEtcd(processes, ports, folder);
  const token = randomBytes(16).toString('hex');
  const port = await ports.next();
  const url = `https://127.0.0.1:${port}`;
  await startApiServer(processes, folder, { etcd, token, port });

  const ca = readFileSync(certificate(folder));
  const kubeconfig = join(folder, 'kubeconfig');
  writeFileSync(kubeconfig, formatKubeconfig(url, ca, token), { mode: 0o600 });
  await startControllerManager(processes, ports, kubeconfig);
  return { url, token, kubeconfig, api: new ApiServer({ url, ca, token }) };
}

async function startEtcd(processes: Processes, ports: Ports, folder: string): Promise<string> {
  const url = `http://127.0.0.1:${await ports.next()}`;
  const peer = `http://127.0.0.1:${await ports.next()}`;
  await processes.start({
    name: 'etcd',
    command: programPath('etcd'),
    args: [
      ...['--data-dir', join(folder, 'etcd'), '--unsafe-no-fsync'],
      ...['--listen-client-urls', url, '--advertise-client-urls', url],
      ...['--listen-peer-urls', peer, '--initial-advertise-peer-urls', peer, '--initial-cluster', `default=${peer}`],
    ],
    isReady: () => answersOk(`${url}/health`),
  });
  return url;
}

interface ApiServerRun {
  readonly etcd: string;
  readonly token: string;
  readonly port: number;
}

async function startApiServer(processes: Processes, folder: string, run: ApiServerRun): Promise<void> {
  const key = join(folder, 'service-account.key');
  const tokens = join(folder, 'tokens.csv');
  mkdirSync(join(folder, 'certificates'));
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  writeFileSync(key, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  writeFileSync(tokens, `${run.token},admin,admin,system:masters\n`, { mode: 0o600 });
  await processes.start({
    name: 'kube-apiserver',
    command: programPath('kube-apiserver'),
    args: [
      `--etcd-servers=${run.etcd}`,
      ...['--bind-address=127.0.0.1', '--advertise-address=127.0.0.1', `--secure-port=${run.port}`],
      ...[`--cert-dir=${join(folder, 'certificates')}`, `--token-auth-file=${tokens}`, '--authorization-mode=RBAC'],
      ...[`--service-account-key-file=${key}`, `--service-account-signing-key-file=${key}`],
      ...['--service-account-issuer=https://kubernetes.default.svc', '--disable-admission-plugins=ServiceAccount'],
      ...['--service-cluster-ip-range=10.0.0.0/24', '--endpoint-reconciler-type=none', '--allow-privileged=true'],
    ],
    isReady: async () => {
      const ca = readFileSync(certificate(folder));
      const api = new ApiServer({ url: `https://127.0.0.1:${run.port}`, ca, token: run.token });
      return (await api.request<string>('GET', '/readyz').finally(() => api.close())) === 'ok';
    },
  });
}

async function startControllerManager(processes: Processes, ports: Ports, kubeconfig: string): Promise<void> {
  const port = await ports.next();
  await processes.start({
    name: 'kube-controller-manager',
    command: programPath('kube-controller-manager'),
    args: [
      ...[`--kubeconfig=${kubeconfig}`, '--leader-elect=false', `--controllers=${CONTROLLERS}`],
      ...['--bind-address=127.0.0.1', `--secure-port=${port}`],
    ],
    // its port uses a certificate of its own, which does not have to be trusted here
    isReady: async () => true,
  });
}

/** The API server writes it: its own certificate, followed by the one that signed it. */
function certificate(folder: string): string {
  return join(folder, 'certificates', 'apiserver.crt');
}

function formatKubeconfig(server: string, ca: Buffer, token: string): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'test', cluster: { server, 'certificate-authority-data': ca.toString('base64') } }],
    users: [{ name: 'admin', user: { token } }],
    contexts: [{ name: 'test', context: { cluster: 'test', user: 'admin' } }],
    'current-context': 'test',
  });
}

/** Whether a GET of `url` returns 200. */
export function answersOk(url: string): Promise<boolean> {
  return new Promise(resolve => {
    get(url, { agent: false }, response => resolve(response.resume().statusCode === 200)).on('error', () =>
      resolve(false),
    );
  });
}
