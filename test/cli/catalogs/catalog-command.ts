/**
 * `pctl catalog` in a folder of its own for each test.
 */
import * as fs from 'node:fs';
import { dirname, join } from 'node:path';
import { temporaryFolder } from '../../constructs/temporary-folder';
import { indexOf } from '../../sources/serve';
import { pctlIn } from '../pctl-in';

export const INDEX = indexOf(['cert-manager', '0.0.8', '0.0.7'], ['linkerd2', '0.0.16']);

export let cwd: string;
export let env: Record<string, string>;
beforeEach(() => {
  cwd = temporaryFolder();
  env = { XDG_CACHE_HOME: temporaryFolder() };
});

export const pctl = (...argv: string[]) => pctlIn(cwd, ['catalog', ...argv], env);
export const read = (file: string) => fs.readFileSync(join(cwd, file), 'utf8');

export function write(file: string, text: string): void {
  fs.mkdirSync(dirname(join(cwd, file)), { recursive: true });
  fs.writeFileSync(join(cwd, file), text);
}

/** The manifest of a HelmRepository. */
export function repository(name: string, url: string, namespace = 'flux-system'): string {
  return `apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata: {name: ${name}, namespace: ${namespace}}
spec: {interval: 10m, url: "${url}"}
`;
}

export const SECRET =
  'apiVersion: v1\nkind: Secret\nmetadata: {name: login, namespace: flux-system}\nstringData: {a: b}\n';
