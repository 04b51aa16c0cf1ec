import { dependencyReferences } from '../../lib/flux/dependency-references';
import { shortenReleaseName } from '../../lib/model/names';
import {
  CLUSTER_USERS,
  COUNTED_FIELDS,
  DEPENDANTS,
  MOST_ENTRIES,
  NAMESPACE_USERS,
  SETTLED,
  SOURCE_USERS,
  TAKEN_OVER,
  VALUES_USERS,
} from '../../lib/flux/removal-rules';
import { removalRule } from './rule-of';

/** What a rule asks of a HelmRelease, beside what every release of ours has. */
interface Release {
  readonly layer?: string;
  readonly cluster?: string;
  readonly dependsOn?: readonly { readonly name: string; readonly namespace?: string }[];
  /** @default settled */
  readonly isSettled?: boolean;
  readonly isLeaving?: boolean;
  readonly releaseName?: string;
  readonly targetNamespace?: string;
}

type Evaluate = (params: object, oldObject: object) => boolean;

const RULES = [DEPENDANTS, TAKEN_OVER, SETTLED];

/** Whether all rules let `linkerd2` go while `flagger` is there. */
function isAllowed(flagger: Release, linkerd2: Release): boolean {
  return RULES.every(({ expression }) =>
    evaluate(expression)(toObject('flagger', flagger), toObject('linkerd2', linkerd2)),
  );
}

/** The part of CEL that the rules use, as JavaScript. */
function evaluate(expression: string): Evaluate {
  const script = expression
    .replace(/has\(([\w.]+)\)/g, '($1 !== undefined)')
    .replace(/\.exists\((\w+), /g, '.some($1 => ')
    .replace(/\.matches\(/g, '.match(')
    .replace(/\.contains\(/g, '.includes(')
    .replace(/\[\?0\]\.\?(\w+)\.orValue\(''\)/g, "[0]?.$1 ?? ''")
    .replace(/\bint\(/g, 'BigInt(');
  const rule = new Function('size', 'params', 'oldObject', `return ${script}`);
  return (params, oldObject) => rule((sized: ArrayLike<unknown>) => sized.length, params, oldObject) as boolean;
}

function toObject(name: string, release: Release): object {
  const { layer, cluster = 'prod', isSettled = true, isLeaving = false, ...spec } = release;
  return {
    metadata: {
      ...{ name, namespace: 'flux-system', generation: 2 },
      labels: layer === undefined ? {} : { 'weave.works/applied-layer': layer },
      annotations: { 'cdk8s-profiles/cluster': cluster },
      ...(isLeaving && { deletionTimestamp: '2024-01-01T00:00:00Z' }),
    },
    spec,
    status: { observedGeneration: isSettled ? 2 : 1, conditions: [{ type: 'Ready', status: 'True' }] },
  };
}

/** Too long for a Helm release, with any name after it. */
const targetNamespace = 'observability-of-the-platform-team-in-production-eu';
const shortened = { releaseName: shortenReleaseName(`${targetNamespace}-linkerd2`) };
/** What a release waits for in lockstep, as it is written. */
const inStep = (...names: readonly string[]) =>
  dependencyReferences(
    names.map(name => ({ name, namespace: 'flux-system', until: { kind: 'revision', revision: '0123456789' } })),
    'flux-system',
  );
const layered: Release = { layer: 'layer-2' };

describe('a release stays', () => {
  test.each<[string, Release, Release]>([
    ['while another depends on it', { dependsOn: [{ name: 'linkerd2' }] }, {}],
    ['while another states its revision', { dependsOn: inStep('kuma', 'linkerd2', 'vault') }, {}],
    [
      'while one states it that lists others of which it states none',
      { dependsOn: [...inStep('linkerd2'), { name: 'vault' }] },
      {},
    ],
    ['while one lists it, but states others', { dependsOn: [...inStep('kuma'), { name: 'linkerd2' }] }, {}],
    ['also while that one is about to go', { dependsOn: [{ name: 'linkerd2' }], isLeaving: true }, {}],
    ['while one of a higher layer is not settled', { layer: 'layer-10', isSettled: false }, layered],
    [
      'while one without a layer that waits is not settled',
      { dependsOn: [{ name: 'kuma' }], isSettled: false },
      layered,
    ],
    ['while another installs the same Helm release', { releaseName: 'linkerd2' }, {}],
    ['also if Flux shortened its name', shortened, { targetNamespace }],
    ['also if Flux shortens the name of the other', { targetNamespace }, shortened],
  ])('%s', (_, flagger, linkerd2) => {
    expect(isAllowed(flagger, linkerd2)).toBe(false);
  });
});

test('layers are compared as numbers, however large', () => {
  const above: Release = { layer: 'layer-9007199254740993', isSettled: false };
  expect(isAllowed(above, { layer: 'layer-9007199254740992' })).toBe(false);
  expect(isAllowed(above, { layer: above.layer })).toBe(true);
});

test('a list that is too long to look through counts for nothing', () => {
  const dependsOn = Array.from({ length: MOST_ENTRIES }, () => ({ name: 'linkerd2' }));
  expect(isAllowed({ dependsOn }, {})).toBe(false);
  expect(isAllowed({ dependsOn: [...dependsOn, { name: 'kuma' }] }, {})).toBe(true);
});

test('whatever is read of the spec of a release is counted', () => {
  const rules = [...RULES, SOURCE_USERS, VALUES_USERS, NAMESPACE_USERS, CLUSTER_USERS];
  const read = rules.flatMap(({ expression }) =>
    [...expression.matchAll(/params\.spec\.(\w+)/g)].map(([, field]) => field),
  );
  expect([...new Set(read)].sort()).toEqual([...COUNTED_FIELDS, 'values'].sort());
});

test('a release that another depends on stays', () => {
  expect(removalRule(DEPENDANTS)).toMatchInlineSnapshot(`
   "!has(params.spec.dependsOn)
   || size(params.spec.dependsOn) > 4000
   || ![params.spec.dependsOn[?0].?readyExpr.orValue('')].exists(e, e.startsWith('// revisions: ')
     && size(e) <= 400000
     && size(e.split('; ')) == size(params.spec.dependsOn)
     ? e.contains(' ' + (params.metadata.namespace == oldObject.metadata.namespace
         ? ''
         : oldObject.metadata.namespace + '/') + oldObject.metadata.name + '=')
     : params.spec.dependsOn.exists(d, d.name == oldObject.metadata.name
       && (has(d.namespace)
         ? d.namespace
         : params.metadata.namespace) == oldObject.metadata.namespace))
   || (params.metadata.name == oldObject.metadata.name
     && params.metadata.namespace == oldObject.metadata.namespace)"
  `);
});

test('a cluster stays while a release, or the Kustomization in it, uses its kubeconfig', () => {
  expect(removalRule(CLUSTER_USERS)).toMatchInlineSnapshot(`
   "params.metadata.namespace != oldObject.metadata.namespace
   || !((has(params.spec.kubeConfig)
       && has(params.spec.kubeConfig.secretRef)
       && params.spec.kubeConfig.secretRef.name in [oldObject.metadata.name + '-kubeconfig', oldObject.metadata.name + '-user-kubeconfig'])
     || (has(params.metadata.annotations)
       && 'cdk8s-profiles/contents' in params.metadata.annotations
       && has(params.spec.values)
       && has(params.spec.values.spec)
       && has(params.spec.values.spec.kubeConfig)
       && has(params.spec.values.spec.kubeConfig.secretRef)
       && params.spec.values.spec.kubeConfig.secretRef.name in [oldObject.metadata.name + '-kubeconfig', oldObject.metadata.name + '-user-kubeconfig']))"
  `);
});

describe('a release goes', () => {
  test.each<[string, Release, Release]>([
    ['once who waits without a layer is settled', { dependsOn: [{ name: 'kuma' }] }, layered],
    ['whatever one without a layer does that waits for nothing', { isSettled: false }, layered],
    ['whatever one of its own layer does', { layer: 'layer-2', isSettled: false }, layered],
    ['whatever one of another cluster does', { layer: 'layer-3', cluster: 'staging', isSettled: false }, layered],
    ['when it has no layer and nothing depends on it', { layer: 'layer-3', isSettled: false }, {}],
    ['whatever a layer says that is none', { layer: 'evil', isSettled: false }, layered],
    ['when its own layer is none', { layer: 'layer-99', isSettled: false }, { layer: 'layer--1' }],
    ['whose long name only begins like that of another', { targetNamespace }, { targetNamespace }],
    ['whose shortened name does', { releaseName: shortenReleaseName(`${targetNamespace}-flagger`) }, shortened],
    ['whose name only ends or begins like one that is stated', { dependsOn: inStep('linkerd', 'a-linkerd2') }, {}],
    [
      'whose name is that of one in another namespace',
      { dependsOn: dependencyReferences([{ name: 'linkerd2', namespace: 'team-b', until: { kind: 'revision', revision: 'a' } }], 'flux-system') }, // prettier-ignore
      {},
    ],
    ['once those above are about to go', { layer: 'layer-3', isSettled: false, isLeaving: true }, layered],
  ])('%s', (_, flagger, linkerd2) => {
    expect(isAllowed(flagger, linkerd2)).toBe(true);
  });
});
