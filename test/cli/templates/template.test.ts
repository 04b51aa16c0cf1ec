import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../constructs/temporary-folder';
import { pctlIn } from '../pctl-in';

const DOCKER = `apiVersion: capi.weave.works/v1alpha2
kind: CAPITemplate
metadata: {name: docker}
spec:
  description: A cluster in containers
  params:
  - {name: CLUSTER_NAME, description: Its name}
  - {name: WORKERS, options: ["1", "3"], default: "1"}
  charts:
    items:
    - {chart: cert-manager, required: true, version: 0.0.8, layer: layer-0, values: {name: "\${CLUSTER_NAME}"}}
    - {chart: flagger, editable: true}
  resourcetemplates:
  - path: clusters/\${CLUSTER_NAME}.yaml
    content:
    - {apiVersion: cluster.x-k8s.io/v1beta2, kind: Cluster, metadata: {name: "\${CLUSTER_NAME}"}, spec: {workers: "\${WORKERS}"}}
  - raw: "# \${REGION:-eu}"
`;
const TERRAFORM = 'apiVersion: templates.weave.works/v1alpha2\nkind: GitOpsTemplate\nmetadata: {name: terraform}\nspec: {}\n'; // prettier-ignore

const folder = temporaryFolder();
mkdirSync(join(folder, 'templates'));
writeFileSync(join(folder, 'templates/docker.yaml'), DOCKER);
writeFileSync(join(folder, 'templates/more.yaml'), `kind: ConfigMap\n---\n${TERRAFORM}`);
writeFileSync(join(folder, 'params.yaml'), 'CLUSTER_NAME: shop\nWORKERS: 3\n');
writeFileSync(join(folder, 'flagger.yaml'), 'meshProvider: linkerd\n');

const template = (...args: readonly string[]) => pctlIn(folder, ['template', ...args]);

test('list shows the templates of a folder', async () => {
  expect(await template('list', 'templates')).toEqual({ code: 0, stderr: '', stdout: `NAME       KIND            PARAMETERS  PROFILES  FILE                   DESCRIPTION
docker     CAPITemplate    3           2         templates/docker.yaml  A cluster in containers
terraform  GitOpsTemplate  0           0         templates/more.yaml    -
` }); // prettier-ignore
  expect((await template('list', '-o', 'name')).stdout).toBe('docker\nterraform\n');
  const { templates } = JSON.parse((await template('list', 'templates/docker.yaml', '-o', 'json')).stdout);
  expect(templates).toEqual([{ name: 'docker', kind: 'CAPITemplate', apiVersion: 'capi.weave.works/v1alpha2', description: 'A cluster in containers', renderType: 'envsubst', file: 'templates/docker.yaml', line: 1, parameters: ['CLUSTER_NAME', 'WORKERS', 'REGION'], profiles: ['cert-manager', 'flagger'] }]); // prettier-ignore
});

test('params shows what there is to fill in', async () => {
  expect((await template('params', 'templates', 'docker')).stdout).toBe(`NAME          REQUIRED  DEFAULT  OPTIONS  DESCRIPTION
CLUSTER_NAME  yes       -        -        Its name
WORKERS       yes       1        1, 3     -
REGION        no        -        -        -
`); // prettier-ignore
});

test('show describes a template', async () => {
  const { stdout } = await template('show', 'templates/docker.yaml');
  expect(stdout).toContain(
    'Creates:      Cluster ${CLUSTER_NAME} in clusters/${CLUSTER_NAME}.yaml\n              a text',
  );
  expect(stdout).toContain('Profiles:     cert-manager 0.0.8 (required, layer 0)\n              flagger (optional, editable)'); // prettier-ignore
  const data = JSON.parse((await template('show', 'templates/docker.yaml', '-o', 'json')).stdout);
  expect(data).toMatchObject({ files: [{ path: 'clusters/${CLUSTER_NAME}.yaml' }, { raw: '# ${REGION:-eu}' }], addCommonBases: true }); // prettier-ignore
});

test('render prints manifests; parameters of the command win over those of a file', async () => {
  const { code, stdout } = await template('render', 'templates/docker.yaml', '--params', 'params.yaml', '-p', 'WORKERS=1'); // prettier-ignore
  expect(code).toBe(0);
  expect(stdout).toBe(`---
# path: clusters/shop.yaml
apiVersion: cluster.x-k8s.io/v1beta2
kind: Cluster
metadata:
  name: shop
spec:
  workers: 1
---
# eu
# profile: cert-manager 0.0.8 (required, layer 0)
`);
});

test('render installs required profiles, and others that are chosen, whose versions may be ranges', async () => {
  const { stdout } = await template('render', 'templates', 'docker', '--params', 'params.yaml', '--profile', 'name=flagger,version=>=1.0,<2,values=flagger.yaml', '--profile', 'linkerd2', '-o', 'json'); // prettier-ignore
  expect(JSON.parse(stdout).profiles).toEqual([
    { name: 'cert-manager', version: '0.0.8', layer: 0, required: true, editable: false, values: { name: 'shop' } },
    { name: 'flagger', version: '>=1.0,<2', required: false, editable: true, values: { meshProvider: 'linkerd' } },
    { name: 'linkerd2', required: false, editable: true },
  ]);
});

test('templates of an earlier commit', async () => {
  const git = (...args: readonly string[]) => execFileSync('git', ['-C', folder, '-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args]); // prettier-ignore
  git('init', '--quiet');
  git('add', 'templates');
  git('commit', '--quiet', '--message', 'a');
  const later = DOCKER.replace('name: docker', 'name: podman');
  writeFileSync(join(folder, 'templates/docker.yaml'), later);
  const names = async (...args: readonly string[]) => (await template('list', 'templates', '-o', 'name', ...args)).stdout; // prettier-ignore
  expect([await names(), await names('--ref', 'HEAD')]).toEqual(['podman\nterraform\n', 'docker\nterraform\n']);
  writeFileSync(join(folder, 'templates/docker.yaml'), DOCKER);
});

test.each([
  [['show', 'templates'], '2 templates are in templates. Name one of them: docker, terraform'],
  [['show', 'templates', 'dokcer'], 'no template "dokcer" is in templates; the nearest: docker. Name one of them: docker, terraform'], // prettier-ignore
  [
    ['show', 'params.yaml'],
    'no template is in params.yaml. Give a file or folder with a CAPITemplate or GitOpsTemplate',
  ],
  [['show', 'missing.yaml'], 'missing.yaml cannot be read: it does not exist'],
  [['render', 'templates/docker.yaml'], 'templates/docker.yaml:7:5: parameter "CLUSTER_NAME" of template "docker" has no value. Give one'], // prettier-ignore
  [['render', 'templates/docker.yaml', '-p', 'CLUSTER_NAME'], '--param "CLUSTER_NAME" is not NAME=VALUE, as in CLUSTER_NAME=shop'], // prettier-ignore
  [['render', 'templates/docker.yaml', '--params', 'missing.yaml'], 'missing.yaml does not exist. Give a YAML file'],
  [['render', 'templates/docker.yaml', '--profile', 'name=flagger,values=missing.yaml'], 'missing.yaml does not exist. Give a YAML file'], // prettier-ignore
  [['render', 'templates/docker.yaml', '--profile', 'flagger,versoin=1'], 'has the unknown field "versoin"; the nearest: version'], // prettier-ignore
  [['render', 'templates/docker.yaml', '--profile', 'version=1'], '--profile "version=1" has no name'],
  [['render', 'templates/docker.yaml', '--profile', 'flagger', '--profile', 'flagger'], '--profile "flagger" is given twice'], // prettier-ignore
])('fails for %j', async (args, message) => {
  const { code, stdout, stderr } = await template(...args);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toContain(`error: `);
  expect(stderr).toContain(message);
});

test('render says all that is wrong at once', async () => {
  const { stderr } = await template('render', 'templates/docker.yaml', '-p', 'WORKERS=7', '-p', 'REGOIN=eu', '--profile', 'name='); // prettier-ignore
  expect(stderr.match(/^error: /gm)).toHaveLength(4);
  expect(stderr).toContain('parameter "REGOIN" of template "docker" is not in the template; the nearest: REGION');
});

test('list shows the templates that can be read, and fails for the others', async () => {
  writeFileSync(join(folder, 'templates/wrong.yaml'), TERRAFORM.replace('spec', 'specs'));
  const { code, stdout, stderr } = await template('list', 'templates', '-o', 'name');
  expect({ code, stdout, stderr }).toEqual({ code: 1, stdout: 'docker\nterraform\n', stderr: 'error: templates/wrong.yaml:1:1: "spec" is missing; write it\n' }); // prettier-ignore
});
