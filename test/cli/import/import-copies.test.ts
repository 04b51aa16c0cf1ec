/**
 * `pctl import` of HelmReleases that were copied from output of this library.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { repositoryOf } from '../../constructs/folder/subscription-texts';
import { pctlIn } from '../pctl-in';
import { handMade } from './hand-made';

test('a copy of output stays as it is, and says why, until its label is removed', async () => {
  const root = repositoryOf(handMade());
  execFileSync('git', ['init', '--quiet', root]);
  const pctl = (...argv: string[]) => pctlIn(root, argv);
  const read = (file: string) => readFileSync(join(root, file), 'utf8');
  const write = (file: string, text: string) => writeFileSync(join(root, file), text);
  await pctl('import', 'clusters/production', '--unprotected', '--chart-version', 'podinfo=6.9.2');
  const applied = read('clusters/production/all.yaml').replace('path: ./infrastructure', 'path: ./dist/production');
  write('clusters/production/all.yaml', applied);
  const copy = read('dist/production/HelmRelease.flux-system.cert-manager.k8s.yaml');
  write('apps/production/cert-manager.yaml', copy);
  write('apps/production/kustomization.yaml', 'resources: [cert-manager.yaml]\n');
  rmSync(join(root, 'subscriptions/production/cert-manager.yaml'));
  const { code, stdout } = await pctl('import', 'clusters/production');
  const reason = 'it has the label app.kubernetes.io/managed-by: cdk8s-profiles, but is not in the output. If it is a copy, remove this label from it'; // prettier-ignore
  const row = `production cert-manager ${parse(copy).spec.chartRef.name} stays as it is: ${reason}`;
  expect([code, stdout.replaceAll(/\s+/g, ' ')]).toEqual([0, `CLUSTER RELEASE CHART RESULT ${row} `]);
  write('apps/production/cert-manager.yaml', copy.replace(/ +app.kubernetes.io.managed-by: .*\n/, ''));
  const next = await pctl('import', 'clusters/production', '--unprotected', '--overwrite');
  expect([next.code, next.stdout]).toEqual([0, expect.stringMatching(/production {2}cert-manager .* same\n$/)]);
  expect(parse(read('subscriptions/production/cert-manager.yaml')).spec).toMatchObject({ layer: 0 });
});
