/**
 * A Flux repository as people write it by hand: clusters, each with Kustomizations of ten releases in a folder.
 */
import { FileTree, SourceFile } from '../../lib/deliver/kustomize/file-tree';
import type { Repository } from '../../lib/deliver/repository/read-repository';

const TEAMS = 100;
const RELEASES = 10;

/** Texts by path: 1,000 releases for each of `clusters`. */
export function fluxRepository(clusters: number): Map<string, string> {
  const files = new Map<string, string>();
  for (let cluster = 0; cluster < clusters; cluster++) {
    const names = Array.from({ length: TEAMS }, (_, team) => `team-${team}`);
    files.set(`clusters/c-${cluster}/apps.yaml`, names.map((name, i) => kustomization(name, `./apps/c-${cluster}/${name}`, names[i - 1])).join('')); // prettier-ignore
    for (const name of names) addTeam(files, `apps/c-${cluster}/${name}`, name);
  }
  return files;
}

/** The repository that `files` are in. */
export function repositoryOf(files: ReadonlyMap<string, string>): Repository {
  const sources = [...files].map(([path, text]): [string, SourceFile] => [path, new SourceFile({ path, file: path, text })]); // prettier-ignore
  const kustomize = () => ({ reason: 'it is not measured' });
  return {
    tree: new FileTree(new Map(sources)),
    start: '',
    root: '/fleet',
    isWhole: true,
    kustomize,
    hasFiles: () => false,
    problems: [],
  };
}

function addTeam(files: Map<string, string>, folder: string, team: string): void {
  const names = Array.from({ length: RELEASES }, (_, i) => `app-${i}`);
  files.set(`${folder}/kustomization.yaml`, `namespace: ${team}\nresources:\n${names.map(name => `  - ${name}.yaml\n`).join('')}`); // prettier-ignore
  names.forEach((name, i) => files.set(`${folder}/${name}.yaml`, release(name, names[i - 1])));
}

function kustomization(name: string, path: string, before?: string): string {
  const dependsOn = before === undefined ? '' : `  dependsOn:\n    - name: ${before}\n`;
  return `---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: ${name}
  namespace: flux-system
spec:
${dependsOn}  interval: 1h
  retryInterval: 2m
  path: ${path}
  prune: true
  wait: true
  targetNamespace: ${name}
  sourceRef:
    kind: GitRepository
    name: flux-system
`;
}

function release(name: string, before?: string): string {
  const dependsOn = before === undefined ? '' : `  dependsOn:\n    - name: ${before}\n`;
  return `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: ${name}
spec:
${dependsOn}  interval: 1h
  chart:
    spec:
      chart: app
      version: 1.2.3
      sourceRef:
        kind: HelmRepository
        name: charts
        namespace: flux-system
  install:
    strategy:
      name: RetryOnFailure
  values:
    replicas: 2
    image:
      repository: registry.example.com/${name}
      tag: 1.2.3
    ingress:
      enabled: true
      hosts:
        - ${name}.example.com
    resources:
      requests:
        cpu: 100m
        memory: 128Mi
`;
}
