/**
 * How a source is reached, from its manifest to the lock file.
 */
import { Catalog, Cluster, Fleet } from 'cdk8s-profiles';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../constructs/temporary-folder';
import { GitServer } from '../../servers/git-server';
import { ociChart } from '../../servers/oci-chart';
import { basicOf } from '../../servers/paging-registry';
import { servePaging } from '../../sources/registry/registry-reading';
import { Authority } from '../../sources/certificates';
import { INDEX, serve } from '../../sources/serve';
import { pctlIn } from '../pctl-in';

const LOGIN = { username: 'reader', password: 'hunter2' };
const SECRET = `---
apiVersion: v1
kind: Secret
metadata: { name: login, namespace: flux-system }
stringData: { username: reader, password: hunter2 }
---
apiVersion: v1
kind: Secret
metadata: { name: certificate, namespace: flux-system }
stringData: { ca.crt: ${JSON.stringify(new Authority().ca)} }
`;

let cwd: string;
beforeEach(() => {
  cwd = temporaryFolder();
  fs.mkdirSync(join(cwd, 'catalogs'));
});

async function update(kind: string, spec: string, annotations = '') {
  const apiVersion = kind === 'ProfileCatalogSource' ? 'weave.works/v1alpha1' : 'source.toolkit.fluxcd.io/v1';
  const head = `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: private, namespace: flux-system, annotations: { ${annotations} } }\n`;
  fs.writeFileSync(join(cwd, 'catalogs/private.yaml'), `${head}spec: { ${spec} }\n${SECRET}`);
  const env = { XDG_CACHE_HOME: join(cwd, '.cache'), HOME: cwd, PATH: process.env.PATH! };
  const { code, stderr } = await pctlIn(cwd, ['catalog', 'update'], env);
  const lock = join(cwd, 'catalogs/private.lock.yaml');
  return { code, stderr, source: fs.existsSync(lock) ? /^source:\n[^]*/m.exec(fs.readFileSync(lock, 'utf8'))![0] : '' };
}

test('a repository with a login: its name is in the lock file and in the source that a program writes, its content in neither', async () => {
  const server = await serve(({ headers }, response) => {
    response.writeHead(headers.authorization === basicOf(LOGIN) ? 200 : 401).end(INDEX);
  });
  const spec = 'interval: 1h, secretRef: { name: login }, certSecretRef: { name: certificate }, passCredentials: true';
  const { code, source } = await update('HelmRepository', `url: "${server.url}", ${spec}`);
  expect({ code, source }).toEqual({
    code: 0,
    source: `source:
  access:
    certSecretRef:
      name: certificate
    interval: 1h
    passCredentials: true
    secretRef:
      name: login
  kind: HelmRepository
  name: private
  namespace: flux-system
  url: ${server.url}
`,
  });
  const fleet = new Fleet({ outdir: join(cwd, 'dist') });
  const catalog = Catalog.fromFile(fleet, 'private', join(cwd, 'catalogs/private.lock.yaml'));
  new Cluster(fleet, 'production', { catalog }).subscribe('cert-manager');
  const text = fleet.synthYaml();
  expect(text).toContain('  secretRef:\n    name: login\n');
  expect(text).not.toContain('hunter2');
  expect(fs.readFileSync(join(cwd, 'catalogs/private.lock.yaml'), 'utf8')).not.toContain('hunter2');
});

test('Git repositories with a login, and the sources of their profiles', async () => {
  const server = await GitServer.start(join(cwd, 'repositories'), { login: LOGIN });
  const repository = await server.createRepository('profiles');
  const chart = '    - name: server\n      chart: { path: chart }\n';
  await repository.commitAll({
    'nginx/profile.yaml': `apiVersion: weave.works/v1alpha1\nkind: ProfileDefinition\nmetadata: { name: nginx }\nspec:\n  description: Serves pages\n  artifacts:\n${chart}`,
    'nginx/chart/Chart.yaml': 'apiVersion: v2\nname: server\nversion: 1.0.0\n',
  });
  await repository.tag('nginx/v1.0.0');
  const { code, stderr, source } = await update(
    'ProfileCatalogSource',
    `repositories: [{ url: "${server.url}/profiles.git/", secretRef: { name: login } }]`,
  );
  await server.stop();
  expect({ code, stderr, source }).toEqual({
    code: 0,
    stderr: expect.not.stringContaining('hunter2'),
    source: `source:
  kind: ProfileCatalogSource
  name: private
  namespace: flux-system
  repositories:
    - access:
        secretRef:
          name: login
      url: ${server.url}/profiles.git
`,
  });
  const fleet = new Fleet({ outdir: join(cwd, 'dist') });
  const catalog = Catalog.fromFile(fleet, 'private', join(cwd, 'catalogs/private.lock.yaml'));
  new Cluster(fleet, 'production', { catalog }).subscribe('nginx');
  expect(fleet.synthYaml()).toContain('  secretRef:\n    name: login\n');
});

test('a registry with all that Flux knows of it', async () => {
  const { registry, server } = await servePaging({ auth: 'basic', login: LOGIN });
  registry.push('charts/linkerd2', ociChart({ version: '1.0.0' }));
  const verify =
    'verify: { provider: cosign, matchOIDCIdentity: [{ issuer: a, subject: b }], trustedRootSecretRef: { name: roots } }';
  const spec = `secretRef: { name: login }, insecure: true, provider: azure, proxySecretRef: { name: proxy }, ${verify}`;
  const { code, source } = await update('OCIRepository', `url: "oci://${server.host}/charts/linkerd2", ${spec}`);
  expect(code).toBe(0);
  expect(source).toContain(`  access:
    insecure: true
    provider: azure
    proxySecretRef:
      name: proxy
    secretRef:
      name: login
    verify:
      matchOIDCIdentity:
        - issuer: a
          subject: b
      provider: cosign
      trustedRootSecretRef:
        name: roots
`);
});

test('a source that says nothing else than every source has no access in its lock file', async () => {
  const server = await serve((_, response) => response.writeHead(200).end(INDEX));
  const { code, source } = await update('HelmRepository', `url: "${server.url}", interval: 10m, provider: generic`);
  expect(code).toBe(0);
  expect(source).not.toContain('access');
});

test('a repository that is on the cluster: its charts are installed from it, and no other is written', async () => {
  const server = await serve((_, response) => response.writeHead(200).end(INDEX));
  const { code, source } = await update(
    'HelmRepository',
    `url: "${server.url}"`,
    'cdk8s-profiles/on-cluster: "true", weave.works/profiles: "true"',
  );
  expect(code).toBe(0);
  expect(source).toContain('  sourceRef:\n    kind: HelmRepository\n    name: private\n    namespace: flux-system\n');
  const fleet = new Fleet({ outdir: join(cwd, 'dist') });
  const catalog = Catalog.fromFile(fleet, 'private', join(cwd, 'catalogs/private.lock.yaml'));
  new Cluster(fleet, 'production', { catalog }).subscribe('cert-manager');
  expect(fleet.synthYaml()).toContain('      sourceRef:\n        kind: HelmRepository\n        name: private\n');
  expect(fleet.synthYaml()).not.toContain('kind: HelmRepository\nmetadata');
});

test.each([
  ['OCIRepository', 'true', 'leave it out, because an OCIRepository on the cluster has one version'],
  ['HelmRepository', 'yes', 'write "true" or "false"'],
])('fails for an %s with on-cluster: "%s"', async (kind, value, words) => {
  const spec = `url: "${kind === 'OCIRepository' ? 'oci' : 'https'}://registry.example.com/a"`;
  const { code, stderr } = await update(kind, spec, `cdk8s-profiles/on-cluster: "${value}"`);
  expect(code).toBe(1);
  expect(stderr).toContain(words);
});

test.each([
  ['provider: ibm', '"provider" of OCIRepository flux-system/private is "ibm"; write one of generic, aws, azure, gcp'],
  [
    'verify: { provider: gpg }',
    '"provider" of OCIRepository flux-system/private is "gpg"; write one of cosign, notation',
  ],
  ['proxySecretRef: { name: ../x }', 'spec.proxySecretRef.name "../x" is not allowed'],
])('fails for %s', async (spec, words) => {
  const { code, stderr } = await update('OCIRepository', `url: "oci://registry.example.com/a", ${spec}`);
  expect(code).toBe(1);
  expect(stderr).toContain(words);
});
