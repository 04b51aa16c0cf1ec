/**
 * Charts and manifests in the layers of one program, rolled out commit by commit.
 *
 * Each output of the program overwrites the previous one, as in a checkout.
 */
import { ApiObject, type ApiObjectProps } from 'cdk8s';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Cluster as ProfilesCluster, type ClusterProps, Profile } from 'cdk8s-profiles';
import {
  type Cluster,
  type Files,
  FLUX_NAMESPACE,
  firstReleases,
  type KubeObject,
  named,
  synthesize,
  type TestRelease,
} from '../harness';

/** What a stack is made of. */
export interface StackProps {
  /** Namespace of its Flux objects and its workloads. */
  readonly namespace: string;
  /** Names of its members: `layers[2]` contains those of layer two. */
  readonly layers: readonly (readonly string[])[];
  /** Those that are manifests; all others are charts. */
  readonly manifests: readonly string[];
  /** Seconds until the Deployment of a member is available. @default 1 */
  readonly readyAfterSeconds?: number;
  /** More options of its cluster, which is called `prod`. */
  readonly cluster?: ClusterProps;
}

/** Three layers; manifests are between two charts. */
export const THREE_LAYERS = { layers: [['cert-manager'], ['issuers'], ['ingress-nginx']], manifests: ['issuers'] };

/** What is wrong with members this time, by name. */
export interface Trouble {
  /** Never available. */
  readonly sick?: readonly string[];
  readonly suspended?: readonly string[];
}

export class Stack {
  private readonly outdir = mkdtempSync(join(tmpdir(), 'stack-'));

  constructor(
    private readonly cluster: Cluster,
    private readonly props: StackProps,
  ) {}

  get namespace(): string {
    return this.props.namespace;
  }

  first(): readonly TestRelease[] {
    return firstReleases(this.props.layers, this.props.readyAfterSeconds ?? 1);
  }

  /** Those of `releases` that are charts. */
  charts(releases: readonly TestRelease[]): readonly TestRelease[] {
    return releases.filter(({ name }) => !this.props.manifests.includes(name));
  }

  /** What the program writes for `releases`. */
  files(releases: readonly TestRelease[], trouble: Trouble = {}): Files {
    const { namespace, cluster } = this.props;
    const sourceRef = { kind: 'GitRepository', name: namespace, namespace: FLUX_NAMESPACE } as const;
    return synthesize(
      fleet => {
        const prod = new ProfilesCluster(fleet, 'prod', {
          namespace,
          manifestDefaults: { retryInterval: '5s' },
          ...cluster,
          defaults: { targetNamespace: namespace, timeout: '1m', ...cluster?.defaults },
        });
        for (const release of releases) this.add(prod, release, trouble);
      },
      { outdir: this.outdir, delivery: { sourceRef, path: '.' } },
    );
  }

  stop(): void {
    rmSync(this.outdir, { recursive: true });
  }

  private add(prod: ProfilesCluster, release: TestRelease, { sick = [], suspended = [] }: Trouble): void {
    const { name, layer, version } = release;
    const isSick = sick.includes(name);
    const options = {
      layer,
      ...(isSick && { timeout: '5s' }),
      ...(suspended.includes(name) && { suspend: true }),
    };
    const values = { ...release.values, ...(isSick && { readyAfterSeconds: 'never' }) };
    if (this.props.manifests.includes(name)) {
      const object = deploymentOf(name, this.namespace, values);
      new ApiObject(prod.manifests(name, options), 'deployment', object as unknown as ApiObjectProps);
      return;
    }
    const { url: repository } = this.cluster.charts;
    prod.subscribe(Profile.fromHelmChart({ repository, chart: name, version }), { ...options, values });
  }
}

/** The Deployment that a member made of manifests consists of. */
export function deployment(name: string, namespace: string) {
  return named('Deployment', name, namespace);
}

/** The round of the Deployment `object` when it was last applied. */
export function roundOf(object: KubeObject): number {
  const { template } = object.spec as { template: { metadata: { annotations: { round: string } } } };
  return Number(template.metadata.annotations.round);
}

/** Like that of a chart, it takes some time to become available. */
function deploymentOf(
  name: string,
  namespace: string,
  { readyAfterSeconds, round }: { readyAfterSeconds: number | string; round: number },
): KubeObject {
  const labels = { app: name };
  const object = deployment(name, namespace);
  return {
    ...object,
    metadata: { ...object.metadata, annotations: { 'cluster-test/ready-after-seconds': `${readyAfterSeconds}` } },
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels, annotations: { round: `${round}` } },
        spec: { containers: [{ name: 'main', image: `${name}:1.0.0` }] },
      },
    },
  };
}
