/**
 * A chart, manifests that need it, and a chart that needs them: three layers of one
 * program, rolled out commit by commit.
 */
import { ApiObject } from 'cdk8s';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Cluster as ProfilesCluster, Profile } from 'cdk8s-profiles';
import { type Cluster, type Files, FLUX_NAMESPACE, firstReleases, synthesize, type TestRelease } from '../harness';

const MANIFESTS = 'issuers';

/** Layers 0, 1 and 2; the one between is manifests. */
export const STACK = [['cert-manager'], [MANIFESTS], ['ingress-nginx']];

/** The outputs of one program, each written over the one before, as in a checkout. */
export class Stack {
  private readonly outdir = mkdtempSync(join(tmpdir(), 'stack-'));

  constructor(
    private readonly cluster: Cluster,
    readonly namespace: string,
  ) {}

  first(): readonly TestRelease[] {
    return firstReleases(STACK, 4);
  }

  /** What the program writes for `releases`. */
  files(releases: readonly TestRelease[]): Files {
    const { namespace, outdir } = this;
    const sourceRef = { kind: 'GitRepository', name: namespace, namespace: FLUX_NAMESPACE } as const;
    return synthesize(
      fleet => {
        const defaults = { targetNamespace: namespace, timeout: '1m' };
        const prod = new ProfilesCluster(fleet, 'prod', {
          namespace,
          defaults,
          manifestDefaults: { retryInterval: '5s' },
        });
        for (const release of releases) this.add(prod, release);
      },
      { outdir, delivery: { sourceRef, path: '.' } },
    );
  }

  stop(): void {
    rmSync(this.outdir, { recursive: true });
  }

  private add(prod: ProfilesCluster, { name, layer, version, values }: TestRelease): void {
    if (name === MANIFESTS) return this.addManifests(prod, layer, values);
    const { url: repository } = this.cluster.charts;
    prod.subscribe(Profile.fromHelmChart({ repository, chart: name, version, layer }), { values });
  }

  /** A Deployment that takes as long to be available as that of a chart. */
  private addManifests(
    prod: ProfilesCluster,
    layer: number,
    { readyAfterSeconds, round }: TestRelease['values'],
  ): void {
    const labels = { app: MANIFESTS };
    new ApiObject(prod.manifests(MANIFESTS, { layer }), 'deployment', {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: {
        name: MANIFESTS,
        namespace: this.namespace,
        annotations: { 'cluster-test/ready-after-seconds': `${readyAfterSeconds}` },
      },
      spec: {
        selector: { matchLabels: labels },
        template: {
          metadata: { labels, annotations: { round: `${round}` } },
          spec: { containers: [{ name: 'main', image: 'issuers:1.0.0' }] },
        },
      },
    });
  }
}
