/**
 * Random options of fleets, clusters and subscriptions; every option occurs.
 */
import { Duration } from 'cdk8s';
import type { Patch, SubscriptionDefaults, SubscriptionOptions } from 'cdk8s-profiles';
import fc from 'fast-check';

/** Namespaces of Flux objects. */
export const NAMESPACES = ['flux-system', 'team-a', 'team-b', 'clusters'];
export const HTTP = 'https://charts.example.com';
export const OCI = 'oci://registry.example.com/charts';

/** Every key of `model`, each at times. */
export function sometimes<T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<Partial<T>> {
  return fc.record(model, { requiredKeys: [] }) as fc.Arbitrary<Partial<T>>;
}

export const name = fc.constantFrom('login', 'keys', 'a', 'registry-login-2');
export const reference = fc.record({ name });
export const duration = fc.constantFrom('90s', '1h30m', '1500ms', '0.5h', Duration.minutes(7), Duration.hours(2));

/** Texts that YAML parsers have misread. */
const text = fc.oneof(
  fc.constantFrom('', ' ', '~', 'null', 'yes', 'No', 'on', '0o14', '017', '0x1f', '1_000', '1e3', '.inf', '-', '--- a'),
  fc.constantFrom(
    '2001-01-01',
    '12:30:45',
    '<<',
    '=',
    '!!str x',
    '&a',
    '*a',
    '# no comment',
    'a: b',
    'a #b',
    '[',
    '{a}',
  ),
  fc.constantFrom(
    '${HOME}',
    '$${x}',
    '{{ .Values }}',
    'a\nb\n',
    '\n',
    ' a\n  b',
    'a\r\nb',
    '\tb',
    'a\u2028b',
    '\u{1f680}',
    '\ufeffx',
  ),
  fc.constantFrom("it's", '"', '\\n', '%', '@', '`', '| ', '>-', '? a', 'x'.repeat(200), 'word '.repeat(40)),
  fc.string({ unit: 'grapheme' }),
);

const number = fc.oneof(fc.integer(), fc.constantFrom(0.1, 1.5e-7, 2 ** 40, Number.MAX_SAFE_INTEGER, 2n ** 62n));

const { tree } = fc.letrec<{ tree: unknown }>(tie => ({
  tree: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    text,
    number,
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('tree'), { maxLength: 3 }),
    fc.dictionary(key(), tie('tree'), { maxKeys: 4 }),
  ),
}));

/** Never `outside`, because references write their values there. */
function key(): fc.Arbitrary<string> {
  return fc
    .oneof(text, fc.constantFrom('constructor', '__proto__', 'image', 'a.b/c', 'true', '1'))
    .filter(each => each !== 'outside');
}

const values = fc.dictionary(key(), tree, { maxKeys: 5 });

const valuesFrom = fc.oneof(
  fc.record({ values: fc.oneof(values, fc.array(values, { minLength: 1, maxLength: 2 })) }),
  fc.record(
    {
      kind: fc.constantFrom('ConfigMap' as const, 'Secret' as const),
      name,
      valuesKey: fc.constantFrom('values.yaml', 'token', 'a_b-c.D'),
      targetPath: fc.constantFrom('outside', 'outside.token', 'outside.list[0].name', 'outside.a\\.b'),
      optional: fc.boolean(),
      literal: fc.boolean(),
    },
    { requiredKeys: ['kind', 'name'] },
  ),
);

const action = fc.oneof(
  sometimes({ crds: fc.constantFrom('Skip' as const, 'Create' as const, 'CreateReplace' as const), timeout: duration }),
  fc.record(
    { strategy: fc.constant('RetryOnFailure' as const), retryInterval: duration, timeout: duration },
    { requiredKeys: ['strategy'] },
  ),
  fc.record(
    { strategy: fc.constant('RemediateOnFailure' as const), retries: fc.integer({ min: -1, max: 5 }) },
    { requiredKeys: ['strategy'] },
  ),
  fc.record({ retries: fc.integer({ min: -1, max: 5 }) }),
);

const target = sometimes({
  group: fc.constant('apps'),
  version: fc.constant('v1'),
  kind: fc.constantFrom('Deployment', 'Service'),
  name,
  namespace: name,
  labelSelector: fc.constant('app=shop'),
  annotationSelector: fc.constant('a.b/c=d'),
});

const postRenderer = fc.record({
  kustomize: sometimes({
    patches: fc.array(fc.record({ patch: text, target }, { requiredKeys: ['patch'] }), { maxLength: 2 }),
    images: fc.array(
      fc.record(
        {
          name: fc.constantFrom('nginx', 'docker.io/library/nginx'),
          newName: fc.constant('registry.example.com/nginx'),
          newTag: fc.constantFrom('1.27', '0o14', '1e3'),
          digest: fc.constant(`sha256:${'0'.repeat(64)}`),
        },
        { requiredKeys: ['name'] },
      ),
      { maxLength: 2 },
    ),
  }),
});

const kubeConfig = fc.oneof(
  fc.record({
    secretRef: fc.record({ name, key: fc.constantFrom('value', 'kube.config') }, { requiredKeys: ['name'] }),
  }),
  fc.record({ configMapRef: reference }),
);

export const labels = fc.dictionary(
  fc.constantFrom('team', 'example.com/ring', 'a_b.c'),
  fc.constantFrom('', 'platform', 'yes', '017', '1e3', 'A_b.c-d', '0o14'),
);
const annotations = fc.dictionary(fc.constantFrom('example.com/note', 'owner', '1'), text);

/** Options that can be given to many subscriptions at once. */
export const defaults: fc.Arbitrary<SubscriptionDefaults> = sometimes({
  interval: duration,
  timeout: duration,
  createNamespace: fc.boolean(),
  serviceAccountName: name,
  kubeConfig,
  valuesFrom: fc.uniqueArray(valuesFrom, { maxLength: 3, selector: from => ('values' in from ? 'ours' : from.name) }),
  install: action,
  upgrade: action,
  uninstall: sometimes({
    timeout: duration,
    deletionPropagation: fc.constantFrom('background' as const, 'foreground' as const, 'orphan' as const),
    disableHooks: fc.boolean(),
    keepHistory: fc.boolean(),
  }),
  driftDetection: fc.constantFrom('enabled' as const, 'warn' as const, 'disabled' as const),
  postRenderers: fc.array(postRenderer, { maxLength: 2 }),
  suspend: fc.boolean(),
  namespace: fc.constantFrom(...NAMESPACES),
  targetNamespace: fc.constant('somewhere'),
  values: fc.oneof(values, fc.array(values, { maxLength: 3 })),
  upgradeOrder: fc.constantFrom('lockstep' as const, 'flux' as const),
  labels,
  annotations,
});

export const options: fc.Arbitrary<SubscriptionOptions> = defaults;

/** Patches of fields that have no property, which Flux knows. */
export const patch: fc.Arbitrary<Patch> = fc.oneof(
  fc.record({ spec: fc.record({ maxHistory: fc.integer({ min: 0, max: 20 }) }) }),
  fc.constant({ spec: { test: { enable: true, ignoreFailures: null }, persistentClient: false } }),
  fc.constant([{ op: 'add' as const, path: '/spec/upgrade/cleanupOnFail', value: true }]),
  fc.constant([{ op: 'add' as const, path: '/metadata/annotations/example.com~1note', value: '${x}' }]),
  fc.record({ spec: fc.record({ values: values }) }),
);
