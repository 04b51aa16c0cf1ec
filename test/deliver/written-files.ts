/**
 * Folders and HelmReleases to read back.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { temporaryFolder } from '../constructs/temporary-folder';

/** A new folder that contains `files`, texts by path; removed after the tests of the file. */
export function writtenFiles(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

export interface ReleaseText {
  readonly namespace?: string;
  readonly cluster?: string;
  readonly layer?: number;
  readonly profile?: string;
  /** @default '1.2.3' */
  readonly version?: string;
  readonly catalog?: string;
  readonly range?: string;
  /** `linkerd2`, or `team-a/linkerd2`. */
  readonly dependsOn?: readonly string[];
  readonly named?: string;
  readonly suspend?: boolean;
  /** False: not written by this library. */
  readonly isManaged?: boolean;
}

/** A HelmRelease as YAML, beginning with `---`. */
export function releaseText(name: string, options: ReleaseText = {}): string {
  const { cluster, layer, profile = name, version = '1.2.3', catalog, range, named, isManaged = true } = options;
  const annotations = {
    ...(cluster !== undefined && { 'cdk8s-profiles/cluster': cluster }),
    ...(isManaged && { 'cdk8s-profiles/profile': profile, 'cdk8s-profiles/version': version }),
    ...(catalog !== undefined && { 'cdk8s-profiles/catalog': catalog }),
    ...(range !== undefined && { 'cdk8s-profiles/range': range }),
    ...(named !== undefined && { 'cdk8s-profiles/depends-on': named }),
  };
  const labels = {
    ...(isManaged && { 'app.kubernetes.io/managed-by': 'cdk8s-profiles' }),
    ...(layer !== undefined && { 'weave.works/applied-layer': `layer-${layer}` }),
  };
  const dependsOn = options.dependsOn?.map(to => {
    const [target, namespace] = to.split('/').reverse();
    return { name: target, namespace };
  });
  const object = {
    apiVersion: 'helm.toolkit.fluxcd.io/v2',
    kind: 'HelmRelease',
    metadata: { name, namespace: options.namespace ?? 'flux-system', labels, annotations },
    spec: { dependsOn, suspend: options.suspend },
  };
  return `---\n${JSON.stringify(object, null, 2)}\n`;
}
