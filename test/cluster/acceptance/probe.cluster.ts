import { Profile, isProfilesError, Cluster as PC, RemovalGuard } from 'cdk8s-profiles';
import { Cluster, Files, named, startCluster, synthesize } from '../harness';
import { parse } from 'yaml';
let cluster: Cluster;
beforeAll(async () => { cluster = await startCluster(); });
afterAll(() => cluster?.stop());
const HTTP = 'https://charts.example.com', OCI = 'oci://registry.example.com/charts';
/* eslint-disable @typescript-eslint/no-explicit-any */
const sub: Record<string, any> = {
  'valuesKey space': { valuesFrom: [{ kind: 'Secret', name: 'a', valuesKey: 'a b' }] },
  'valuesKey empty': { valuesFrom: [{ kind: 'Secret', name: 'a', valuesKey: '' }] },
  'targetPath space': { valuesFrom: [{ kind: 'Secret', name: 'a', targetPath: 'a b' }] },
  'targetPath quote': { valuesFrom: [{ kind: 'Secret', name: 'a', targetPath: 'a."b"' }] },
  'valuesFrom name empty': { valuesFrom: [{ kind: 'Secret', name: '' }] },
  'valuesFrom name upper': { valuesFrom: [{ kind: 'Secret', name: 'A_B' }] },
  'valuesFrom name long': { valuesFrom: [{ kind: 'Secret', name: 'a'.repeat(300) }] },
  'valuesFrom kind': { valuesFrom: [{ kind: 'GitRepository', name: 'x' }] },
  'label value': { labels: { team: 'a b' } },
  'label value long': { labels: { team: 'a'.repeat(64) } },
  'label key': { labels: { 'a b': 'x' } },
  'label ours': { labels: { 'cdk8s-profiles/revision': 'x' } },
  'annotation key': { annotations: { 'a b': 'x' } },
  'annotation upper prefix': { annotations: { 'Example.com/x': 'x' } },
  'serviceAccountName empty': { serviceAccountName: '' },
  'serviceAccountName': { serviceAccountName: 'A B' },
  'serviceAccountName long': { serviceAccountName: 'a'.repeat(254) },
  'kubeConfig empty': { kubeConfig: {} },
  'kubeConfig both': { kubeConfig: { secretRef: { name: 'a' }, configMapRef: { name: 'a' } } },
  'kubeConfig long': { subscriptionName: 'a'.repeat(63), kubeConfig: { secretRef: { name: 'a' } } },
  'kubeConfig name empty': { kubeConfig: { secretRef: { name: '' } } },
  'targetNamespace long': { targetNamespace: 'a'.repeat(63) },
  'name long': { subscriptionName: 'a'.repeat(63), valuesFrom: [{ values: { a: 1 } }] },
  'interval 0': { interval: '0s' },
  'interval ns': { interval: '5ns' },
  'timeout 0': { timeout: '0s' },
  'retries': { install: { retries: 1.5 } },
  'retries huge': { install: { retries: 1e12 } },
  'strategy': { install: { strategy: 'Other' } },
  'crds': { install: { crds: 'Other' } },
  'drift': { driftDetection: 'other' },
  'suspend null': { suspend: null },
  'postRenderers empty': { postRenderers: [{}] },
  'postRenderers unknown': { postRenderers: [{ kustomize: { patches: [{ patch: 'x', target: { foo: 'x' } }] } }] },
  'deletionPropagation': { uninstall: { deletionPropagation: 'x' } },
  'patch unknown field': { p: { spec: { maxHistorie: 1 } } },
  'patch type': { p: { spec: { maxHistory: 'x' } } },
  'values array': { values: [1] },
  'big values': { valuesFrom: [{ values: { a: 'x'.repeat(1_100_000) } }] },
  'annotation big': { annotations: { a: 'x'.repeat(300_000) } },
  'values nul': { values: { a: '\u0000' } },
  'values ctrl': { values: { a: '\u0007\u001b\u0085\ufffe\uffff' } },
  'values key ctrl': { values: { '\u0007': 1, '\u0085\u2029': 2 } },
};
const src: Record<string, any> = {
  'http secretRef empty': { [HTTP]: { secretRef: { name: '' } } },
  'http secretRef upper': { [HTTP]: { secretRef: { name: 'A_B' } } },
  'http timeout 1h': { [HTTP]: { timeout: '1h' } },
  'http interval ms': { [HTTP]: { interval: '10ms' } },
  'http patch unknown': { [HTTP]: { patch: { foo: 1 } } },
  'http type oci': { [HTTP]: { patch: { type: 'oci' } } },
  'oci provider': { [OCI]: { provider: 'other' } },
  'oci verify provider': { [OCI]: { verify: { provider: 'other' } } },
  'oci verify notation without': { [OCI]: { verify: { provider: 'notation' } } },
  'oci verify notation oidc': { [OCI]: { verify: { provider: 'notation', matchOIDCIdentity: [{ issuer: 'a', subject: 'b' }] } } },
  'oci verify oidc empty': { [OCI]: { verify: { provider: 'cosign', matchOIDCIdentity: [] } } },
  'oci verify root only notation': { [OCI]: { verify: { provider: 'notation', trustedRootSecretRef: { name: 'a' } } } },
  'oci sa + provider': { [OCI]: { serviceAccountName: 'a', provider: 'aws', secretRef: { name: 'x' } } },
  'oci sa empty': { [OCI]: { serviceAccountName: '' } },
  'oci mirror upper': { [OCI]: { mirror: 'oci://Mirror.example.com/Charts' } },
};
const prof: Record<string, any> = {
  'version 4 parts': { version: '1.2.3.4' }, 'version v': { version: 'v1.2.3' }, 'version date': { version: '2025.02.03' },
  'version space': { version: ' 1.2.3' }, 'chart upper': { chart: 'Shop' }, 'chart slash': { chart: 'a/b' }, 'chart empty': { chart: '' }, 'chart space': { chart: 'a b' },
  'oci chart upper': { repository: OCI, chart: 'Shop', profileName: 'shop' }, 'oci chart space': { repository: OCI, chart: 'a b', profileName: 'shop' },
  'oci digest bad': { repository: OCI },
  'oci long version': { repository: OCI, version: '1.2.3-' + 'a'.repeat(140) },
  'url port': { repository: 'https://x:8080/a b' },
  'url upper': { repository: 'HTTPS://X' },
  'url ftp': { repository: 'ftp://X' },
  'profileName': { profileName: 'A b' },
  'profileName newline': { profileName: 'a\nb', },
};
async function check(what: string, files: () => Files) {
  let written: Files;
  try { written = files(); } catch (e) { if (!isProfilesError(e)) process.stderr.write(`THROWS ${what}: ${(e as Error).message.slice(0,200)}\n`); return; }
  for (const [path, text] of Object.entries(written)) {
    const object = parse(text);
    if (object.metadata.namespace) await cluster.kube.apply(named('Namespace', object.metadata.namespace));
    try { await cluster.kube.dryRun(text); } catch (e) { process.stderr.write(`REFUSED ${what}: ${path.slice(0, 60)} ${(e as Error).message.replace(/.*force=true: /, '').slice(0, 300)}\n`); }
  }
}
test('probe', async () => {
  const shop = { repository: HTTP, chart: 'shop', version: '1.0.0' };
  for (const [what, { p, ...o }] of Object.entries(sub)) await check(what, () => synthesize(f => { const s = new PC(f, 'c').subscribe(Profile.fromHelmChart(shop), o); if (p) s.patch(p); }));
  for (const [what, sources] of Object.entries(src)) await check(what, () => synthesize(f => { const c = new PC(f, 'c', { sources }); c.subscribe(Profile.fromHelmChart(shop)); c.subscribe(Profile.fromHelmChart({ ...shop, repository: OCI }), { id: 'other' }); }));
  for (const [what, o] of Object.entries(prof)) await check(what, () => synthesize(f => { new PC(f, 'c').subscribe(Profile.fromHelmChart({ ...shop, ...o }), { id: 'x', targetNamespace: 'y' }); }));
  for (const [what, o] of Object.entries({ labels: { labels: { a: 'b c' } }, clusterName: { clusterName: 'a'.repeat(63), defaults: { kubeConfig: { secretRef: { name: 'x' } } } }, namespace: { namespace: 'a'.repeat(63) } })) await check('cluster ' + what, () => synthesize(f => { new PC(f, 'c', o as any).subscribe(Profile.fromHelmChart(shop)); }));
  await check('guard', () => synthesize(f => { new PC(f, 'c'); new RemovalGuard(f, 'guard', { namespaces: ['A B', 'a'.repeat(63)] }); }));
});
