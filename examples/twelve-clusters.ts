/**
 * Thirteen public charts and a private one on twelve clusters in three environments. Versions come from the lock
 * files in examples/upstream, and layers from layers.yaml in the same folder.
 */
import { ApiObject } from 'cdk8s';
import { Catalog, Cluster, Fleet, Profile, ProfileSubscription, RemovalGuard } from 'cdk8s-profiles';
import { Construct } from 'constructs';

const ENVIRONMENTS = {
  development: { regions: ['eu-1', 'us-1'], replicas: 1, loki: [] },
  staging: { regions: ['ap-1', 'eu-1', 'us-1'], replicas: 2, loki: [] },
  production: {
    regions: ['ap-1', 'ap-2', 'eu-1', 'eu-2', 'sa-1', 'us-1', 'us-2'],
    replicas: 3,
    loki: ['examples/upstream/values/loki-production.yaml'],
  },
} as const;

type Environment = (typeof ENVIRONMENTS)[keyof typeof ENVIRONMENTS];

// a chart in a registry, which no catalog lists
const certManager = Profile.fromHelmChart({
  repository: 'oci://quay.io/jetstack/charts',
  chart: 'cert-manager',
  version: 'v1.18.2',
  layer: 0,
});

/** What every cluster gets. Profiles are looked up in the catalogs of the cluster. */
class Platform extends Construct {
  constructor(cluster: Cluster, { replicas, loki }: Environment) {
    super(cluster, 'platform');
    const same = ['argo-workflows', 'external-dns', 'external-secrets', 'flagger', 'keda', 'metrics-server', 'tempo', 'velero']; // prettier-ignore
    for (const profile of same) new ProfileSubscription(this, profile, { profile });
    new ProfileSubscription(this, 'cert-manager', { profile: certManager, values: { crds: { enabled: true } } });
    new ProfileSubscription(this, 'kyverno', { profile: 'kyverno', values: { admissionController: { replicas } } });
    new ProfileSubscription(this, 'loki', { profile: 'loki', values: [{ write: { replicas } }, ...loki] });
    new ProfileSubscription(this, 'opentelemetry-collector', {
      profile: 'opentelemetry-collector',
      values: { mode: 'daemonset', image: { repository: 'otel/opentelemetry-collector-k8s' } },
    });
    new ProfileSubscription(this, 'ingress-nginx', {
      profile: 'ingress-nginx',
      values: { controller: { replicaCount: replicas } },
    });
    new ProfileSubscription(this, 'shop-gateway', {
      profile: 'acme/shop-gateway',
      targetNamespace: 'shop',
      values: { replicas, imagePullSecrets: [{ name: 'registry-login' }] },
    });
  }
}

const sourceRef = { kind: 'GitRepository', name: 'flux-system' } as const;
const fleet = new Fleet({ delivery: { sourceRef, path: './dist' } });

const repositories = ['acme', 'argo', 'external-dns', 'external-secrets', 'flagger', 'grafana', 'ingress-nginx', 'kedacore', 'kyverno', 'metrics-server', 'open-telemetry', 'vmware-tanzu']; // prettier-ignore
const catalogs = repositories.map(name => Catalog.fromFile(fleet, name, `examples/upstream/${name}.lock.yaml`));

for (const [environment, options] of Object.entries(ENVIRONMENTS)) {
  for (const region of options.regions) {
    const cluster = new Cluster(fleet, `${environment}-${region}`, { catalogs, labels: { environment } });
    new Platform(cluster, options);

    // the image pull secret, which external-secrets (layer 0) copies from the company's store before layer 3 needs it
    const login = cluster.manifests('registry-login', { layer: 1 });
    new ApiObject(login, 'secret', {
      apiVersion: 'external-secrets.io/v1',
      kind: 'ClusterExternalSecret',
      metadata: { name: 'registry-login' },
      spec: {
        namespaces: ['shop'],
        externalSecretSpec: {
          secretStoreRef: { kind: 'ClusterSecretStore', name: 'company' },
          target: { template: { type: 'kubernetes.io/dockerconfigjson' } },
          data: [{ secretKey: '.dockerconfigjson', remoteRef: { key: 'registry-login' } }],
        },
      },
    });
  }
}

new RemovalGuard(fleet, 'guard');
fleet.synth();
