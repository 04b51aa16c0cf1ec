/**
 * The files that `pctl init` writes, if they do not exist.
 */
import { CLUSTER_FILE } from '../../model/subscriptions/cluster-schema';
import { formatCluster } from '../../model/subscriptions/format-files';
import { formatYaml } from '../../model/yaml/yaml-text';
import { SUBSCRIPTIONS } from '../../constructs/folder/read-cluster-folder';
import { readVersion } from '../terminal/package-version';
import type { Delivery } from './find-delivery';

/** What is set up. */
export interface InitPlan {
  readonly clusters: readonly string[];
  /** Folder of the manifests, from the working directory. */
  readonly output: string;
  /** Path of the working directory from the root of the Git repository: `infra`, or nothing. */
  readonly below: string;
  readonly delivery: Delivery;
  readonly isProgram: boolean;
}

const NAMESPACE = 'flux-system';

/** Files of each cluster, by path. */
export function plannedFiles({ clusters, output, delivery, isProgram }: InitPlan): [string, string][] {
  const { source, path } = delivery;
  const spec = { delivery: { sourceRef: { kind: 'GitRepository', name: source }, path } } as const;
  return [
    ...clusters.flatMap((name): [string, string][] => [
      [`${SUBSCRIPTIONS}/${name}/${CLUSTER_FILE}`, formatCluster(spec)],
      [`clusters/${name}/fleet.yaml`, fluxManifests(name, delivery)],
    ]),
    ...(isProgram ? [] : [['cdk8s.yaml', `output: ${output}\n`] as [string, string]]),
  ];
}

/** What is applied by hand, or by `flux bootstrap`, once: everything else follows from it. */
function fluxManifests(cluster: string, { source, repository, path }: Delivery): string {
  const metadata = { namespace: NAMESPACE };
  const sourceRef = { kind: 'GitRepository', name: source };
  const kustomization = {
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: { ...metadata, name: 'fleet' },
    spec: { interval: '10m', path: `${path}/flux-${cluster}`, prune: true, sourceRef },
  };
  const git = repository && {
    apiVersion: 'source.toolkit.fluxcd.io/v1',
    kind: 'GitRepository',
    metadata: { ...metadata, name: source },
    spec: {
      interval: '1m',
      ref: { branch: repository.branch },
      secretRef: repository.secret === undefined ? undefined : { name: repository.secret },
      url: repository.url,
    },
  };
  return [git, kustomization].flatMap(object => (object === undefined ? [] : formatYaml(object))).join('---\n');
}

/** The program, and what it needs. */
export function programFiles({ clusters, output, delivery }: InitPlan): [string, string][] {
  const manifest = {
    name: 'platform',
    private: true,
    scripts: {
      synth: 'pctl synth',
      check: 'pctl synth --check',
      plan: `pctl plan ${output}`,
      lint: 'pctl lint',
      update: 'pctl catalog update',
    },
    dependencies: { cdk8s: '^2.68.12', 'cdk8s-profiles': `^${readVersion()}`, constructs: '^10.3.0' },
    devDependencies: { 'ts-node': '^10.9.2', typescript: '~5.9.0' },
  };
  const options = { target: 'ES2022', module: 'CommonJS', strict: true };
  return [
    ['cdk8s.yaml', `language: typescript\napp: ts-node main.ts\noutput: ${output}\n`],
    ['package.json', `${JSON.stringify(manifest, undefined, 2)}\n`],
    ['tsconfig.json', `${JSON.stringify({ compilerOptions: options }, undefined, 2)}\n`],
    ['main.ts', programText(clusters, delivery)],
  ];
}

function programText(clusters: readonly string[], { source, path }: Delivery): string {
  return `import { Chart } from 'cdk8s';
import { Cluster, Fleet, RemovalGuard } from 'cdk8s-profiles';

const sourceRef = { kind: 'GitRepository', name: '${source}' } as const;
const fleet = new Fleet({ delivery: { sourceRef, path: '${path}' } });
const guard = new RemovalGuard(fleet, 'guard');

for (const name of [${clusters.map(name => `'${name}'`).join(', ')}]) {
  const cluster = Cluster.fromFolder(fleet, name, \`subscriptions/\${name}\`);
  const flux = new Chart(fleet, \`flux-\${name}\`);
  guard.deliverFrom(flux);
  cluster.deliverFrom(flux);
}

fleet.synth();
`;
}

/** Lines that belong into files which other tools use too. */
export function addedLines({ output, isProgram }: InitPlan): [string, readonly string[]][] {
  const attributes = 'linguist-generated -text';
  return [
    // Git must not convert the line ends of what is compared byte by byte
    ['.gitattributes', [`/${output}/** ${attributes}`, `/catalogs/*.lock.yaml ${attributes}`]],
    ['.gitignore', ['.*.pctl/', '.pctl-*', ...(isProgram ? ['node_modules/'] : [])]],
  ];
}
