/**
 * What files say about fields without an option of their own: patches, and variables that Flux replaces.
 */
import { parse } from 'yaml';
import { Fleet, formatProblem } from '../../../lib';
import { filesIn } from '../temporary-folder';
import { repositoryOf, subscription } from './subscription-texts';

const DELIVERED = `apiVersion: cdk8s-profiles/v1
kind: Cluster
spec:
  substitute: true
  delivery:
    sourceRef: {kind: GitRepository, name: flux-system}
    path: ./dist
    postBuild:
      substituteFrom: [{kind: Secret, name: cluster-secrets, optional: true}]
`;

function write(spec: string, cluster = DELIVERED): Readonly<Record<string, string>> {
  repositoryOf({
    'subscriptions/production/cluster.yaml': cluster,
    'subscriptions/production/mesh.yaml': subscription('mesh', `  profile: linkerd2\n${spec}`),
  });
  Fleet.fromFolder().synth();
  return filesIn('dist');
}

const release = (spec: string) => parse(write(spec)['production/HelmRelease.flux-system.mesh.k8s.yaml']);

test('a patch sets a field without an option, and removes one with null', () => {
  const { spec } = release('  patch: {spec: {test: {enable: true}, storageNamespace: null}}\n');
  expect(spec).toMatchObject({ test: { enable: true }, targetNamespace: 'linkerd2' });
  expect(spec).not.toHaveProperty('storageNamespace');
});

test('a patch that changes what Helm installs changes the revision', () => {
  const [plain, patched] = ['', '  patch: {spec: {postRenderStrategy: nohooks}}\n'].map(release);
  const revisions = [plain, patched].map(({ metadata }) => metadata.labels['cdk8s-profiles/revision']);
  expect(new Set(revisions).size).toBe(2);
});

test('variables are replaced in the folder of the cluster, but not in that of the guard', () => {
  const files = write('  values: {host: "mesh.${DOMAIN}"}\n');
  const specs = Object.entries(files).flatMap(([path, text]) => (path.startsWith('flux-') ? [parse(text).spec] : []));
  expect(specs.map(({ path, postBuild }) => [path, postBuild])).toEqual([
    ['./dist/guard', undefined],
    ['./dist/production', { substituteFrom: [{ kind: 'Secret', name: 'cluster-secrets', optional: true }] }],
  ]);
  expect(parse(files['production/HelmRelease.flux-system.mesh.k8s.yaml']).metadata.annotations).not.toHaveProperty([
    'kustomize.toolkit.fluxcd.io/substitute',
  ]);
});

test('fails for an object of variables that cannot exist, and for a patch that is a text', () => {
  const wrong = DELIVERED.replace('cluster-secrets', 'Cluster_Secrets');
  expect(() => write('', wrong)).toThrow('Cluster_Secrets');
  repositoryOf({ 'subscriptions/production/mesh.yaml': subscription('mesh', '  profile: linkerd2\n  patch: x\n') });
  expect(Fleet.fromFolder().problems.map(formatProblem)).toEqual([
    'subscriptions/production/mesh.yaml:7:10: "spec.patch" is text; write a map',
  ]);
});

test('a receiver that the program gives the fleet can be left out with false, and nothing else that is not a map', () => {
  const wakers = (receiver: string) => {
    const cluster = DELIVERED.replace('  substitute: true\n', `  receiver: ${receiver}\n`);
    const layers = ['0', '1'].map(layer => [`subscriptions/production/mesh-${layer}.yaml`, subscription(`mesh-${layer}`, `  profile: linkerd2\n  layer: ${layer}\n`)]); // prettier-ignore
    repositoryOf({ 'subscriptions/production/cluster.yaml': cluster, ...Object.fromEntries(layers) });
    Fleet.fromFolder('.', { receiver: {} }).synth();
    return Object.keys(filesIn('dist')).filter(path => path.includes('Receiver'));
  };
  expect(wakers('{}')).toHaveLength(1);
  expect(wakers('false')).toEqual([]);
  expect(() => wakers('true')).toThrow('"spec.receiver" is the boolean true; write the boolean false, or a map');
  expect(() => wakers('"false"')).toThrow('"spec.receiver" is text; write the boolean false, or a map');
});

test('the delivery says where the cluster reports, the guard does not', () => {
  const report =
    '    report: {server: github, address: "https://github.com/my-org/platform", secretRef: {name: forge}}\n';
  const files = write('', `${DELIVERED}${report}`);
  const written = Object.keys(files).filter(path => /Provider|Alert/.test(path));
  expect(written).toEqual([
    'flux-production/Alert.flux-system.production-status.k8s.yaml',
    'flux-production/Provider.flux-system.production-status.k8s.yaml',
  ]);
  expect(parse(files[written[1]]).spec).toMatchObject({ type: 'github', secretRef: { name: 'forge' } });
  expect(() => write('', `${DELIVERED}${report.replace('github,', 'bitbucket,')}`)).toThrow(
    'write github, gitlab or gitea',
  );
});
