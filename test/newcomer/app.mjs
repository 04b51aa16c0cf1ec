/**
 * An app as `cdk8s init typescript-app` makes it, with the program of the README in it.
 */
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Failure } from './command.mjs';

/** The file of the program; the template keeps its `main.ts`. */
const PROGRAM = 'platform.ts';

const PLAN_TEST = `\
import { Cluster } from 'cdk8s-profiles';
import { fleet } from './platform';

test('installs each layer after the one below it', () => {
  const { plan } = Cluster.of(fleet.node.findChild('production'));
  expect(plan.problems).toEqual([]);
  expect(plan.steps.map(step => step.name)).toEqual(['cert-manager', 'kube-prometheus-stack', 'ingress-nginx']);
});
`;

/** A typed program, and what "pctl catalog update --types" wrote for it. */
const TYPED = [
  'examples/typed-values.ts',
  'examples/catalogs/mesh.lock.yaml',
  'examples/catalogs/mesh.profiles.ts',
  'examples/catalogs/mesh.schemas',
];

/** Changes of the typed program that do not compile, and what the compiler says of them. */
export const MISTAKES = [
  ["'linkerd2'", "'linkerd'", `"linkerd"' is not assignable to parameter of type 'IProfile | "flagger" | "linkerd2"'`],
  ["'^1.4.0'", "'1.4.3'", `"1.4.3"' is not assignable to type 'VersionRange<"1.4.2" | "1.4.1">`],
  ['replicas: 3', "replicas: 'three'", `Type 'string' is not assignable to type 'number'`],
];

/** Makes the app in `folder`, which is new, from what is in `root`. */
export function createApp(root, folder) {
  copyTemplate(root, folder);
  const program = readmeProgram(root);
  for (const [, catalog] of program.matchAll(/'(examples\/catalogs\/[^']+)'/g)) {
    mkdirSync(dirname(join(folder, catalog)), { recursive: true });
    cpSync(join(root, catalog), join(folder, catalog));
  }
  for (const path of TYPED) cpSync(join(root, path), join(folder, path), { recursive: true });
  // exported for the test of its plan
  writeFileSync(join(folder, PROGRAM), program.replace(/^const fleet\b/m, 'export const fleet'));
  writeFileSync(join(folder, 'plan.test.ts'), PLAN_TEST);
}

/** As the template's own tool copies it, but without what needs the network or another library. */
function copyTemplate(root, folder) {
  const template = join(root, 'node_modules/cdk8s-cli/templates/typescript-app');
  const values = {
    $base: 'newcomer',
    cdk8s_core_version: versionOf(root, 'cdk8s'),
    constructs_version: versionOf(root, 'constructs'),
    cdk8s_cli_spec: `^${versionOf(root, 'cdk8s-cli')}`,
  };
  const edits = {
    'package.json': text => text.replace(/^.*"cdk8s-plus-.*\n/m, ''),
    'cdk8s.yaml': text => text.replace(/^imports:\n(?: .*\n?)*/m, '').replace('main.ts', PROGRAM),
  };
  for (const entry of readdirSync(template, { recursive: true, withFileTypes: true }).filter(found => found.isFile())) {
    if (entry.name === '.hooks.sscaff.js') continue;
    const path = join(entry.parentPath, entry.name).slice(template.length + 1);
    const text = (edits[path] ?? (same => same))(readFileSync(join(template, path), 'utf8'));
    const target = join(folder, path.replace('{{}}', ''));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(
      target,
      text.replace(/\{\{ (\S+) \}\}/g, (_, name) => values[name]),
    );
  }
}

function readmeProgram(root) {
  const blocks = readFileSync(join(root, 'README.md'), 'utf8').matchAll(/^```ts\n(.*?)^```$/gms);
  const program = [...blocks].map(([, text]) => text).find(text => text.includes("from 'cdk8s-profiles'"));
  if (program === undefined) throw new Failure('README.md has no program: a block of ts that imports cdk8s-profiles');
  return program;
}

function versionOf(root, name) {
  return JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8')).version;
}
