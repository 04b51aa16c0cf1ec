/**
 * Credentials, mirrors and signatures: given once for a URL, on the fleet or on a cluster.
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

// fetched from instead, with a login of its own; what else the fleet says of the URL still holds
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
