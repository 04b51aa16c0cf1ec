/**
 * Profiles that do not exist: wrong names, ranges, versions and URLs.
 */
import type { WrongInputs } from '../wrong-input';

export const profiles = {
  'unknown-profile': [
    {
      title: 'a typo in the name of a profile, and a name that every object has',
      program: `\
production.subscribe('cert-manger');
production.subscribe('constructor', { id: 'mesh' });`,
      lines: [
        `[production/cert-manger] catalog "platform" has no profile "cert-manger"; the nearest: cert-manager. Correct the name, or add the profile to the catalog`,
        `[production/mesh] catalog "platform" has no profile "constructor". Correct the name, or add the profile to the catalog`,
      ],
    },
    {
      title: 'a typo under stock App',
      app: 'new App()',
      program: `production.subscribe('cert-manger');`,
      lines: [
        `[production/cert-manger] catalog "platform" has no profile "cert-manger"; the nearest: cert-manager. Correct the name, or add the profile to the catalog`,
      ],
    },
  ],
  'ambiguous-profile': [
    {
      title: 'a name that two catalogs have, and names that no catalog has',
      program: `\
const repository = 'https://charts.example.org';
const upstream = Catalog.fromFile(app, 'upstream', 'platform.yaml', { repository });
const edge = new Cluster(app, 'edge', { catalogs: [catalog, upstream] });
edge.subscribe('linkerd2');
edge.subscribe('platform/cert-manager');
edge.subscribe('flager');
edge.subscribe('upstrem/cert-manager', { id: 'mesh' });`,
      lines: [
        `[edge/flager] none of the catalogs platform, upstream has a profile "flager"; the nearest: flagger, jaeger. Correct the name, or add the profile to the catalog`,
        `[edge/linkerd2] several catalogs have a profile "linkerd2": platform/linkerd2, upstream/linkerd2. Write one of these names instead`,
        `[edge/mesh] none of the catalogs platform, upstream has a profile "upstrem/cert-manager"; the nearest: upstream/cert-manager, cert-manager. Correct the name, or add the profile to the catalog`,
      ],
    },
  ],
  'no-matching-version': [
    {
      title: 'ranges that no version, or only a prerelease, is in',
      program: `\
production.subscribe('linkerd2', { version: '^1.0.0' });
new Cluster(app, 'staging', { catalog }).subscribe('linkerd2', { version: '>=0.1.0' });`,
      lines: [
        `[production/linkerd2] no version of "linkerd2" in catalog "platform" is in "^1.0.0"; the nearest: 0.0.16, 0.0.15. Widen the range, or update the catalog`,
        `[staging/linkerd2] no version of "linkerd2" in catalog "platform" is in ">=0.1.0"; the nearest: 0.1.0-rc.1, 0.0.16, 0.0.15. Widen the range, or update the catalog`,
      ],
    },
  ],
  'only-prereleases': [
    {
      title: 'a profile that has only prereleases, without a version and with a range',
      program: `\
const nothing = { keywords: [], maintainers: [], prerequisites: [], dependencies: [] };
const origin = { kind: 'chart', chart: 'mesh' } as const;
const entries = ['0.3.0-rc.1', '0.3.0-rc.2'].map(version => ({ name: 'mesh', version, origin, ...nothing }));
const early = new Catalog(app, 'early', { repository: 'https://charts.example.org', entries });
const edge = new Cluster(app, 'edge', { catalog: early });
edge.subscribe('mesh');
edge.subscribe('mesh', { id: 'other', version: '^0.3.0' });`,
      lines: [
        `[edge/mesh] catalog "early" has only prereleases of "mesh", which "latest" does not include. Ask for version "0.3.0-rc.2", or for it and newer ones with ">=0.3.0-rc.2"`,
        `[edge/other] catalog "early" has only prereleases of "mesh", which "^0.3.0" does not include. Ask for version "0.3.0-rc.2", or for it and newer ones with ">=0.3.0-rc.2"`,
      ],
    },
  ],
  'kubernetes-version': [
    {
      title: 'charts that the Kubernetes of a cluster does not take, with and without a version that it does',
      program: `\
const nothing = { keywords: [], maintainers: [], prerequisites: [], dependencies: [] };
const origin = { kind: 'chart', chart: 'mesh' } as const;
const entries = [['2.0.0', '>=1.29.0-0'], ['1.0.0', '>=1.25.0-0']].map(([version, kubeVersion]) => {
  return { name: 'mesh', version, kubeVersion, origin, ...nothing };
});
const mesh = new Catalog(app, 'mesh', { repository: 'https://charts.example.org', entries });
new Cluster(app, 'edge', { catalog: mesh, kubernetesVersion: 'v1.27.3-gke.100' }).subscribe('mesh');
new Cluster(app, 'old', { catalog: mesh, kubernetesVersion: '1.20' }).subscribe('mesh', { version: '^1.0.0' });
new Cluster(app, 'odd', { kubernetesVersion: 'latest' });`,
      lines: [
        `[edge/mesh] the chart of "mesh" 2.0.0 requires Kubernetes >=1.29.0-0, which v1.27.3-gke.100 is not; the newest version for it is 1.0.0. Ask for another version, or correct kubernetesVersion of the cluster`,
        `[odd] kubernetesVersion "latest" is not a version of Kubernetes; write the version that the API server reports, which "kubectl version" prints, as in "v1.29.3"`,
        `[old/mesh] the chart of "mesh" 1.0.0 requires Kubernetes >=1.25.0-0, which 1.20 is not. Ask for another version, or correct kubernetesVersion of the cluster`,
      ],
    },
  ],
  'invalid-range': [
    {
      title: 'a range in words, and one with an empty alternative',
      program: `\
production.subscribe('linkerd2', { version: 'newest' });
production.subscribe('flagger', { version: '^0.0.2 ||' });`,
      lines: [
        `[production/flagger] version "^0.0.2 ||" of "flagger" is not a range: it is empty, or nothing is on one side of "||". Write "*" for every release`,
        `[production/linkerd2] version "newest" of "linkerd2" is not a range: "newest" is not readable; write it as in "^1.2.0", ">=1.2 <2", "1.x" or "1.2 - 1.4"`,
      ],
    },
  ],
  'missing-catalog': [
    {
      title: 'a name in a cluster without a catalog',
      program: `new Cluster(app, 'edge').subscribe('cert-manager');`,
      lines: [
        `[edge/cert-manager] profile "cert-manager" is given by name, but the cluster has no catalog. Give "catalog" to the cluster, or the profile itself`,
      ],
    },
  ],
  'version-not-exact': [
    {
      title: 'a range on a plain chart',
      program: `\
const shop = { repository: 'https://shop.example.com', chart: 'shop', version: '^1.2.0' };
production.subscribe(Profile.fromHelmChart(shop));`,
      lines: [
        `[production/shop] version "^1.2.0" of "shop" is not exact, and Flux would move it on its own. Write it in full, such as 1.2.3`,
      ],
    },
    {
      title: 'a patch that makes the version a range',
      program: `production.subscribe('flagger').patch({ spec: { chart: { spec: { version: '0.x' } } } });`,
      lines: [
        `[production/flagger] version "0.x" of "flagger" is not exact, and Flux would move it on its own. Write it in full, such as 1.2.3`,
      ],
    },
  ],
  'invalid-url': [
    {
      title: 'a repository in a folder, and URLs without a scheme',
      program: `\
const sources = { 'https://charts.example.com': { mirror: 'mirror.corp/charts' } };
new Cluster(app, 'edge', { catalog, sources }).subscribe('flagger');
Catalog.fromFile(app, 'shops', 'platform.yaml', { repository: 'charts.example.com' });
production.subscribe(Profile.fromHelmChart({ repository: 'file:///charts', chart: 'shop', version: '1.2.0' }));`,
      lines: [
        `[edge] URL "mirror.corp/charts" cannot be used: write it in full, such as https://charts.example.com or oci://registry.example.com/charts`,
        `[production/shop] URL "file:///charts" cannot be used: it must begin with https://, http:// or oci://`,
        `[shops] URL "charts.example.com" cannot be used: write it in full, such as https://charts.example.com or oci://registry.example.com/charts`,
      ],
    },
  ],
} satisfies WrongInputs;
