/**
 * An API server that has just started does not know HelmReleases yet, which the guard's
 * policies ask: releases and sources are held meanwhile, and what is not ours goes as ever.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { Cluster, KubeObject, ObjectReference, named, printFigure, startCluster } from '../harness';
import { applyGuard, probe } from './guard';

const NAMESPACE = 'platform';
const OURS = { 'app.kubernetes.io/managed-by': 'cdk8s-profiles' };
/** The more there are, the later an API server knows HelmReleases; often it looks once, too early, and again after 30 s. */
const OTHER_KINDS = 100;
const MOST_RESTARTS = 8;

let cluster: Cluster;

beforeAll(async () => {
  cluster = await startCluster({ requeueSeconds: 1 });
  const { kube } = cluster;
  await Promise.all(Array.from({ length: OTHER_KINDS }, (_, i) => kube.apply(otherKind(i))));
  await kube.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } });
  await applyGuard(cluster, NAMESPACE);
  await kube.apply(...HELD, ...THEIRS, USER);
  // until policies have heard of it, the API server that is killed lets them go
  for (const each of HELD) {
    await kube.waitFor(`${each.kind} to be held`, () =>
      kube.dryDelete(each).then(
        () => false,
        () => true,
      ),
    );
  }
});

afterAll(() => cluster?.stop());

function otherKind(i: number): KubeObject {
  const names = { kind: 'Other', plural: 'others', singular: 'other', listKind: 'OtherList' };
  const group = `other-${i}.example.com`;
  const schema = { openAPIV3Schema: { type: 'object' } };
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `others.${group}` },
    spec: { group, names, scope: 'Namespaced', versions: [{ name: 'v1', served: true, storage: true, schema }] },
  };
}

function object(kind: string, name: string, labels: Readonly<Record<string, string>>, body: object): KubeObject {
  const reference = named(kind, name, NAMESPACE);
  return { ...reference, metadata: { ...reference.metadata, labels }, ...body };
}

const source = (name: string, labels = {}) =>
  object('HelmRepository', name, labels, { spec: { interval: '10m', url: 'https://charts.example.com' } });
const values = (name: string, labels = {}) => object('ConfigMap', name, labels, { data: {} });
const release = (name: string, labels = {}) => object('HelmRelease', name, labels, { spec: probe(name).spec });

/** What `USER` needs. */
const HELD = [release('base', OURS), source('none', OURS), values('values', OURS)];
const THEIRS = [release('theirs'), source('theirs'), values('theirs')];
const USER = probe(
  'user',
  { dependsOn: [{ name: 'base' }], valuesFrom: [{ kind: 'ConfigMap', name: 'values' }] },
  NAMESPACE,
);

/** Whether a deletion would pass, as an API server answers over and over from its first answer on. */
class Answers {
  readonly passed: number[] = [];
  readonly refused: number[] = [];
  private hasEnded = false;
  private readonly asking: Promise<void>;

  constructor(readonly object: ObjectReference) {
    this.asking = this.ask();
  }

  /** Whether it passed, and has not been refused since. */
  get isOpen(): boolean {
    return (this.passed.at(-1) ?? 0) > (this.refused.at(-1) ?? 0);
  }

  end(): Promise<void> {
    this.hasEnded = true;
    return this.asking;
  }

  private async ask(): Promise<void> {
    while (!this.hasEnded) {
      const error = await cluster.kube.dryDelete(this.object).catch((caught: Error) => caught);
      if (error === undefined) this.passed.push(Date.now());
      else if (error.message.includes('denied request')) this.refused.push(Date.now());
      await sleep(50);
    }
  }
}

test('releases and sources are held while an API server starts, and what is not ours goes', async () => {
  let wasOpen = false;
  for (let i = 0; i < MOST_RESTARTS && !wasOpen; i++) {
    const restarted = cluster.restartApiServer();
    const held = [...HELD, named('Namespace', NAMESPACE)].map(each => new Answers(each));
    const theirs = THEIRS.map(each => new Answers(each));
    await restarted;
    await sleep(5_000);
    wasOpen = held.some(({ isOpen }) => isOpen);
    const isHeld = async () => held.every(({ isOpen }) => !isOpen);
    await cluster.kube.waitFor('everything to be held again', isHeld, 60);
    await Promise.all([...held, ...theirs].map(each => each.end()));

    const first = Math.min(...held.flatMap(({ passed, refused }) => [...passed, ...refused]));
    const open = held.filter(({ passed }) => passed.length > 0);
    const seconds = open.map(({ object, passed }) => `${object.kind} for ${(passed.at(-1)! - first) / 1000} s`);
    printFigure(`open after restart ${i + 1}`, seconds.join(', ') || 'nothing');
    const kinds = open.map(({ object }) => object.kind);
    expect(kinds.filter(kind => kind !== 'ConfigMap' && kind !== 'Namespace')).toEqual([]);
    expect(held.filter(({ refused }) => refused.length === 0)).toEqual([]);
    expect(theirs.filter(({ passed, refused }) => passed.length === 0 || refused.length > 0)).toEqual([]);
  }
});
