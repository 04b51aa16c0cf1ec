/**
 * The order of releases whose charts come from sources that are on the cluster already.
 */
import { Cluster, Fleet, type HelmChartProfileOptions, Profile, type SourceReference } from 'cdk8s-profiles';
import { join } from 'node:path';
import { readFolder } from '../../../lib/deliver/read-folder';
import { readReleases } from '../../../lib/deliver/read-releases';
import { planWritten } from '../../../lib/order/plan-written';
import { releaseOf } from '../emitted';
import { temporaryFolder } from '../temporary-folder';

const HELM: SourceReference = { kind: 'HelmRepository', name: 'charts', namespace: 'sources' };
const GIT: SourceReference = { kind: 'GitRepository', name: 'flux-system' };

let folder: string;
let fleet: Fleet;
let production: Cluster;

beforeEach(() => {
  folder = temporaryFolder();
  fleet = new Fleet({ outdir: join(folder, 'dist') });
  production = new Cluster(fleet, 'production', { existingNamespaces: ['team-a', 'team'] });
});

const profile = (options: Partial<HelmChartProfileOptions>) => Profile.fromHelmChart({ chart: 'podinfo', ...options });
const git = (chart: string) => profile({ sourceRef: GIT, chart });

test('layers and lockstep hold as for other charts, but the content of a moving source is not in step', () => {
  production.subscribe(git('./charts/cert-manager'), { layer: 0 });
  production.subscribe(profile({ chart: 'kyverno', sourceRef: HELM, version: '1.0.0' }), { layer: 0 });
  production.subscribe(profile({ chart: 'flagger', sourceRef: { ...GIT, kind: 'OCIRepository' } }), { layer: 1 });
  production.subscribe(git('./charts/shop'), { layer: 2 });
  expect(releaseOf(production, 'flagger').spec.dependsOn).toMatchObject([
    { name: 'cert-manager', readyExpr: expect.stringContaining('cdk8s-profiles/revision') },
    { name: 'kyverno', readyExpr: expect.stringContaining('cdk8s-profiles/revision') },
  ]);
  fleet.synth();
  const { documents } = readFolder('dist', folder);
  const { releases, problems } = readReleases(documents);
  expect(problems).toEqual([]);
  expect(releases.map(({ name, version, hasForeignValues }) => [name, version, hasForeignValues])).toEqual([
    ['cert-manager', undefined, true],
    ['flagger', undefined, true],
    ['kyverno', '1.0.0', false],
    ['shop', undefined, true],
  ]);
  const [plan] = planWritten(releases, () => false);
  const gaps = plan.releases.map(({ label, waitsFor }) => [
    label,
    waitsFor.filter(wait => !wait.isInStep).map(wait => wait.label),
  ]);
  expect(gaps).toEqual([
    ['cert-manager', []],
    ['kyverno', []],
    ['flagger', ['cert-manager']],
    ['shop', ['flagger']],
  ]);
  // the plan of the program says the same
  const step = production.plan.steps.find(({ name }) => name === 'cert-manager');
  expect(step?.hasForeignValues).toBe(true);
});

test('another source, folder or strategy is another revision of what waits', () => {
  const revisionFor = (options: Partial<HelmChartProfileOptions>) => {
    const cluster = new Cluster(new Fleet(), 'production');
    const base = cluster.subscribe(profile({ chart: './a', sourceRef: GIT, profileName: 'base', ...options }));
    cluster.subscribe(git('./app'), { dependsOn: [base] });
    return releaseOf(cluster, 'app').metadata.labels!['cdk8s-profiles/revision'];
  };
  const changes: Partial<HelmChartProfileOptions>[] = [
    {},
    { chart: './b' },
    { sourceRef: { ...GIT, name: 'other' } },
    { sourceRef: { ...GIT, namespace: 'other' } },
    { reconcileStrategy: 'Revision' },
    { valuesFiles: ['a.yaml'] },
  ];
  expect(new Set(changes.map(revisionFor)).size).toBe(changes.length);
  expect(revisionFor({ reconcileStrategy: 'ChartVersion' })).toBe(revisionFor({}));
});

test('fails for two releases whose HelmCharts would have one name in the namespace of the source', () => {
  const sourceRef = { ...GIT, namespace: 'sources' };
  production.subscribe(profile({ sourceRef, chart: './a' }), { id: 'b', namespace: 'team-a' });
  production.subscribe(profile({ sourceRef, chart: './b' }), { id: 'a-b', namespace: 'team' });
  expect(production.plan.problems).toMatchObject([{ kind: 'helm-chart-collision', chart: 'sources/team-a-b' }]);
});
