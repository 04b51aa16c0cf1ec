/**
 * The constructs in `imports/` and the cluster of these tests are from the same version of Flux.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { crdFolder } from './programs';

const COMMITTED = join(__dirname, '..', '..', 'imports');
const CONTROLLERS = [
  'source-controller',
  'kustomize-controller',
  'helm-controller',
  'notification-controller',
] as const;
const folder = mkdtempSync(join(tmpdir(), 'imports-'));

afterAll(() => rmSync(folder, { recursive: true }));

test('imports/ is what the CRDs of these controllers give', () => {
  const crds = CONTROLLERS.map(crdFolder).join(delimiter);
  const env = { ...process.env, FLUX_CRDS: crds };
  execFileSync(process.execPath, [join(COMMITTED, 'generate.mjs'), folder], { env, stdio: 'ignore' });

  const files = new Set([folder, COMMITTED].flatMap(each => readdirSync(each).filter(file => file.endsWith('.ts'))));
  const differing = [...files].filter(file => tryRead(folder, file) !== tryRead(COMMITTED, file));
  const remedy = `FLUX_CRDS=${crds} npm run import`;
  expect({ differing, remedy }).toEqual({ differing: [], remedy });
});

function tryRead(from: string, file: string): string | undefined {
  const path = join(from, file);
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}
