/**
 * Writes the Flux constructs of this folder from Flux's own CRDs.
 *
 * `FLUX_CRDS` names files or folders of CRDs, joined like PATH. Descriptions are
 * dropped, so that no text of another project is copied here; `cdk8s import` gets
 * ONE file, because it writes one module per API group and would overwrite it.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseAllDocuments, stringify } from 'yaml';

const HELP = `FLUX_CRDS is not set. It names the CRDs of Flux, files or folders joined by "${delimiter}".
They are part of every Flux release:
  - install.yaml of a release of github.com/fluxcd/flux2, or
  - config/crd/bases in the Go modules github.com/fluxcd/source-controller, helm-controller and kustomize-controller:
      $(go list -m -f '{{.Dir}}' github.com/fluxcd/helm-controller)/config/crd/bases
Then: FLUX_CRDS=<file> npm run import`;

const out = process.argv[2] ?? dirname(fileURLToPath(import.meta.url));
const files = (process.env.FLUX_CRDS ?? '').split(delimiter).filter(Boolean).flatMap(filesOf);
if (files.length === 0) {
  console.error(HELP);
  process.exit(1);
}

const crds = files
  .flatMap(file => parseAllDocuments(readFileSync(file, 'utf8')).map(document => document.toJS()))
  .filter(crd => crd?.kind === 'CustomResourceDefinition' && crd.spec.group.endsWith('.toolkit.fluxcd.io'))
  .sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
if (crds.length === 0) {
  console.error(`no CRD of group *.toolkit.fluxcd.io in ${files.join(', ')}`);
  process.exit(1);
}

const work = mkdtempSync(join(tmpdir(), 'flux-crds-'));
try {
  const file = join(work, 'flux.yaml');
  writeFileSync(file, crds.map(crd => `---\n${stringify(withoutDescriptions(crd))}`).join(''));
  const cdk8s = join(dirname(createRequire(import.meta.url).resolve('cdk8s-cli/package.json')), 'bin', 'cdk8s');
  const options = ['--language', 'typescript', '--output', out, '--save', 'false', '--check-upgrade', 'false'];
  execFileSync(process.execPath, [cdk8s, 'import', file, ...options], { stdio: 'inherit' });
  for (const name of readdirSync(out).filter(file => file.endsWith('.toolkit.fluxcd.io.ts'))) {
    writeFileSync(join(out, name), withFastFilter(readFileSync(join(out, name), 'utf8')));
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}

/** The file itself, or the YAML files of a folder. */
function filesOf(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .filter(name => /\.ya?ml$/.test(name))
    .sort()
    .map(name => join(path, name));
}

/** `module` with a loop where cdk8s-cli copies all members of an object once for each of them. */
function withFastFilter(module) {
  const copies = 'Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {})';
  return `${module.replaceAll(copies, 'definedMembers(result)').trimEnd()}

function definedMembers(result: Record<string, any>): Record<string, any> {
  const defined: Record<string, any> = {};
  for (const key of Object.keys(result)) if (result[key] !== undefined) defined[key] = result[key];
  return defined;
}
`;
}

/** A copy of a schema without its texts; a property that is called `description` stays. */
function withoutDescriptions(value) {
  if (Array.isArray(value)) return value.map(withoutDescriptions);
  if (value === null || typeof value !== 'object') return value;
  const kept = Object.entries(value).filter(([key, child]) => key !== 'description' || typeof child !== 'string');
  return Object.fromEntries(kept.map(([key, child]) => [key, withoutDescriptions(child)]));
}
