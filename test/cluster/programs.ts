/**
 * The programs of the test cluster, and where they are built.
 *
 * Each is in a folder of the cache that is named after what it is built from
 * (`.cache/cluster/etcd-1f0c…/etcd`), so that a changed module rebuilds only its own programs.
 * `CLUSTER_CACHE` sets another cache folder.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** One `main` package of the module in `modules/<module>`. */
export interface Program {
  readonly name: string;
  readonly module: string;
  readonly package: string;
  /** Values to link in: `-X <variable>=<value>`. */
  readonly ldflags?: string;
  /** A Flux controller, whose module contains CRDs in `config/crd/bases`. */
  readonly hasCrds?: boolean;
  /** Folders of CRDs in a module of which nothing else is used. */
  readonly crdFolders?: readonly string[];
}

/** Charts that state a `kubeVersion`, and kubectl, read these variables. */
const KUBERNETES_VERSION = [
  '-X k8s.io/component-base/version.gitVersion=v1.36.3',
  '-X k8s.io/component-base/version.gitMajor=1',
  '-X k8s.io/component-base/version.gitMinor=36',
].join(' ');

/** In build order: the Kubernetes ones share most of their packages. */
export const PROGRAMS = [
  { name: 'etcd', module: 'etcd', package: 'go.etcd.io/etcd/server/v3' },
  kubernetes('kube-apiserver'),
  kubernetes('kube-controller-manager'),
  kubernetes('kubectl'),
  { name: 'helm', module: 'helm', package: 'helm.sh/helm/v4/cmd/helm' },
  controller('source-controller'),
  controller('kustomize-controller'),
  controller('helm-controller'),
  controller('notification-controller'),
] as const satisfies readonly Program[];

/** The kinds of Cluster API, without its controllers. */
export const CLUSTER_API: Program = {
  name: 'cluster-api',
  module: 'cluster-api',
  package: 'sigs.k8s.io/cluster-api',
  crdFolders: ['config', 'controlplane/kubeadm/config', 'bootstrap/kubeadm/config'],
};

export type ProgramName = (typeof PROGRAMS)[number]['name'];
export type ControllerName = Extract<ProgramName, `${string}-controller`>;

function kubernetes<N extends string>(name: N) {
  return { name, module: 'kubernetes', package: `k8s.io/kubernetes/cmd/${name}`, ldflags: KUBERNETES_VERSION } as const;
}

function controller<N extends string>(name: N) {
  return { name, module: name, package: `github.com/fluxcd/${name}`, hasCrds: true } as const;
}

/** Folder of the Go module in which `program` is built. */
export function moduleFolder(program: Program): string {
  return join(__dirname, 'modules', program.module);
}

/** Folder in the cache for one build: the program, and `crds/` next to it. */
export function builtFolder(program: Program): string {
  const hash = createHash('sha256');
  for (const file of ['go.mod', 'go.sum']) hash.update(readFileSync(join(moduleFolder(program), file)));
  hash.update(JSON.stringify([program, process.platform, process.arch]));
  return join(cacheFolder(), `${program.name}-${hash.digest('hex').slice(0, 12)}`);
}

/** Whether `program` is in the cache. A folder gets its name when it is complete. */
export function isBuilt(program: Program): boolean {
  return existsSync(builtFolder(program));
}

/** Path of the built program `name`. */
export function programPath(name: ProgramName): string {
  const program = PROGRAMS.find(each => each.name === name)!;
  if (!isBuilt(program)) throw new Error(`${name} is not built. Run "npm run test:cluster", which builds it`);
  return join(builtFolder(program), name);
}

/** Folder with the CRDs of a Flux controller, one YAML file per CRD. */
export function crdFolder(name: ControllerName): string {
  return join(dirname(programPath(name)), 'crds');
}

/** Folder with the CRDs of Cluster API, one YAML file per CRD. */
export function clusterApiFolder(): string {
  return join(builtFolder(CLUSTER_API), 'crds');
}

function cacheFolder(): string {
  return resolve(process.env.CLUSTER_CACHE ?? join(__dirname, '..', '..', '.cache', 'cluster'));
}
