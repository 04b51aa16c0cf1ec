/**
 * Runs `pctl verify` on files.
 */
import { writtenFiles } from '../deliver/written-files';
import { pctlIn } from '../cli/pctl-in';

/** Lines of `pctl verify` for `files`, texts by path; without `notes`, only errors and warnings. */
export async function verified(files: Readonly<Record<string, string>>, notes = false): Promise<string[]> {
  const { stdout, stderr } = await pctlIn(writtenFiles(files), ['verify']);
  // a command that ends early finds nothing either
  expect(stderr).toMatch(/^\d+ objects? on \d+ clusters?: /m);
  return stdout.split('\n').filter(line => line !== '' && (notes || !/:\d+: note: /.test(line)));
}

/** The rules in `lines`, sorted: `['missing-dependency']`. */
export function rulesIn(lines: readonly string[]): string[] {
  return lines.map(line => /\[([a-z-]+)\]$/.exec(line)![1]).sort();
}

/** A Flux Kustomization of the repository; `more` are lines of its spec. */
export function kustomization(name: string, path: string, ...more: readonly string[]): string {
  const spec = ['interval: 1h', 'retryInterval: 2m', `path: ${path}`, 'prune: true', 'sourceRef: {kind: GitRepository, name: flux-system}', ...more]; // prettier-ignore
  return `---\napiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: ${name}, namespace: flux-system}\nspec:\n${spec.map(line => `  ${line}\n`).join('')}`;
}

/** A HelmRelease of the chart with its name; `more` are lines of its spec. */
export function release(name: string, ...more: readonly string[]): string {
  const chart = `chart: {spec: {chart: ${name}, version: 1.2.3, sourceRef: {kind: HelmRepository, name: charts}}}`;
  return `---\napiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: ${name}, namespace: apps}\nspec:\n${['interval: 1h', chart, ...more].map(line => `  ${line}\n`).join('')}`;
}

/** Any object without a spec. */
export function object(apiVersion: string, kind: string, name: string): string {
  return `---\napiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: ${name}, namespace: apps}\n`;
}

/** `dependsOn` with these names. */
export function dependsOn(...names: readonly string[]): string {
  return `dependsOn: [${names.map(name => `{name: ${name}}`).join(', ')}]`;
}
