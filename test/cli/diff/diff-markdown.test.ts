import { symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { read, runProgram } from '../../docs-blocks';
import { releaseText } from '../../deliver/written-files';
import { pctlIn } from '../pctl-in';
import { commit, diff, repository } from './repository';

const ROOT = resolve(__dirname, '../../..');

afterEach(() => process.chdir(ROOT));

test('a change of twelve real clusters fits on a screen', async () => {
  const cwd = repository({});
  symlinkSync(join(ROOT, 'examples'), join(cwd, 'examples'));
  const program = read('examples/twelve-clusters.ts');
  runProgram(program, cwd);
  commit(cwd, 'Before');
  const changed = program
    .replace("version: 'v1.18.2'", "version: 'v1.19.0'")
    .replace('replicas: 3,', 'replicas: 5,')
    .replace("'tempo', ", '')
    .replace("metadata: { name: 'registry-login' }", "metadata: { name: 'shop-login' }");
  runProgram(changed, cwd);
  const { stdout } = await pctlIn(cwd, ['diff', '-o', 'markdown']);
  expect(stdout.replace(/[0-9a-f]{10}(?=, )/, '1a2b3c4d5e')).toMatchInlineSnapshot(`
   "<!-- cdk8s-profiles diff: dist -->
   **12 of 12 clusters change: dist, compared with 1a2b3c4d5e, the merge base with main**

   #### Releases

   | change | release | details | clusters |
   |---|---|---|---|
   | upgraded (minor) | \`cert-manager\` | v1.18.2 -> v1.19.0 | all 12 |
   | changed | \`ingress-nginx\` | 1 value | production-ap-1, production-ap-2, production-eu-1 and 4 more |
   | changed | \`kyverno\` | 1 value | production-ap-1, production-ap-2, production-eu-1 and 4 more |
   | changed | \`loki\` | 1 value | production-ap-1, production-ap-2, production-eu-1 and 4 more |
   | changed | \`registry-login\` | manifests | all 12 |
   | changed | \`shop-gateway\` | 1 value | production-ap-1, production-ap-2, production-eu-1 and 4 more |
   | removed | \`tempo\` | 1.24.4; layer 1 | all 12 |
   | waits | 6 releases | only for new revisions | all 12 |
   | waits | 4 releases | only for new revisions | development-eu-1, development-us-1, staging-ap-1 and 2 more |

   <details><summary>Order (12)</summary>

   - development-eu-1, development-us-1, staging-ap-1 and 2 more
     - step 1: cert-manager
     - step 2: registry-login
     - then removed, if the guard is applied to the cluster, otherwise at once: tempo
     - longest way: cert-manager -> registry-login
   - production-ap-1, production-ap-2, production-eu-1 and 4 more
     - step 1: cert-manager
     - step 2: kyverno, loki, registry-login
     - step 3: ingress-nginx
     - step 4: shop-gateway
     - then removed, if the guard is applied to the cluster, otherwise at once: tempo
     - longest way: cert-manager -> kyverno -> ingress-nginx -> shop-gateway

   </details>

   <details><summary>Values and options (8)</summary>

   - \`ingress-nginx\` (production-ap-1, production-ap-2, production-eu-1 and 4 more)
     - \`controller.replicaCount: 3 -> 5\`
   - \`kyverno\` (production-ap-1, production-ap-2, production-eu-1 and 4 more)
     - \`admissionController.replicas: 3 -> 5\`
   - \`loki\` (production-ap-1, production-ap-2, production-eu-1 and 4 more)
     - \`write.replicas: 3 -> 5\`
   - \`shop-gateway\` (production-ap-1, production-ap-2, production-eu-1 and 4 more)
     - \`replicas: 3 -> 5\`

   </details>

   <details><summary>Other objects (2)</summary>

   - removed \`ClusterExternalSecret registry-login\` of \`registry-login\` (all 12)
   - added \`ClusterExternalSecret shop-login\` of \`registry-login\` (all 12)

   </details>
   "
  `);
});

test('a comment is at most 60 kB long, and says what was left out', async () => {
  const files = (version: string, text: string) => ({
    'dist/production/all.yaml': Array.from({ length: 400 }, (_, i) =>
      releaseText(`release-${i}`, { cluster: 'production', version, layer: 0 }).replace(
        '"spec": {',
        `"spec": {"values": ${JSON.stringify({ a: text, b: text })},`,
      ),
    ).join(''),
  });
  const { stdout } = await diff(files('1.0.0', 'ü'.repeat(300)), files('1.1.0', 'ä'.repeat(300)), '-o', 'markdown');
  expect(Buffer.byteLength(stdout)).toBeLessThanOrEqual(60_000);
  expect(Buffer.byteLength(stdout)).toBeGreaterThan(55_000);
  expect(stdout).toMatch(/^<!-- cdk8s-profiles diff: dist -->\n\*\*1 of 1 cluster changes/);
  expect(stdout).toMatch(/\*\*Left out, because the comment would be too long: \d+ values and options\.\*\* .*\n$/);
  expect(stdout.match(/<details>/g)?.length).toBe(stdout.match(/<\/details>/g)?.length);
  expect(stdout).not.toContain('ü'.repeat(121));
});
