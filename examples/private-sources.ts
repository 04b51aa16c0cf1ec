/**
 * Credentials, mirrors and signatures: set once for each URL, on the fleet or on a cluster.
 */
import { Catalog, Cluster, Fleet, Profile } from 'cdk8s-profiles';

const fleet = new Fleet({
  sources: {
    'https://charts.example.com': { secretRef: { name: 'charts-login' }, interval: '1h' },
    'oci://registry.example.com/charts': {
      secretRef: { name: 'registry-login' },
      verify: { provider: 'cosign', secretRef: { name: 'cosign-keys' } },
    },
  },
});
const catalog = Catalog.fromFile(fleet, 'platform', 'examples/catalogs/platform.yaml', {
  repository: 'https://charts.example.com',
});

// used instead of the URL, with its own login; all other options that the fleet sets for the URL still apply
const mirror = { mirror: 'https://mirror.internal/charts', secretRef: { name: 'mirror-login' } };
const airGapped = { 'https://charts.example.com': mirror };

for (const { name, sources } of [{ name: 'production' }, { name: 'air-gapped', sources: airGapped }]) {
  const cluster = new Cluster(fleet, name, { catalog, sources });
  cluster.subscribe('cert-manager');
  cluster.subscribe(
    Profile.fromHelmChart({ repository: 'oci://registry.example.com/charts', chart: 'shop', version: '1.2.0' }),
  );
}

fleet.synth();
