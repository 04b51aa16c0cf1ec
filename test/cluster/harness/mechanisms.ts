/**
 * The mechanisms that keep order, as they stand in written objects, each to be taken out.
 *
 * `--without <mechanism>` reaches the tests as the variable WITHOUT: what is left of
 * their files is then committed, and the test of that promise should fail.
 */
import { parse, stringify } from 'yaml';
import { MOST_ENTRIES } from '../../../lib/flux/removal-rules';
import { ANNOTATIONS } from '../../../lib/model/labels';
import { Files } from '../../servers/git-repository';

interface WrittenRelease {
  readonly metadata: {
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec: {
    readonly dependsOn?: readonly { readonly name: string; readonly namespace?: string }[];
    readonly chartRef?: { readonly name: string };
    readonly valuesFrom?: readonly { readonly name: string }[];
    readonly values?: { readonly spec?: { readonly path?: string } };
    readonly uninstall?: object;
    readonly paramRef?: object;
    readonly matchConstraints?: object;
  };
}

interface WrittenObject extends WrittenRelease {
  readonly kind: string;
  readonly metadata: WrittenRelease['metadata'] & { readonly name: string };
}

type Remainder = (object: WrittenObject) => object;

const REVISION = 'cdk8s-profiles/revision';
const READS_SPEC = "self.spec.dependsOn.exists(d, d.?readyExpr.orValue('')";
const READS_ANNOTATION = "[self.metadata.annotations['revisions']].exists(d, d";

/** What is left of an object without the mechanism. */
const MECHANISMS: ReadonlyMap<string, Remainder> = new Map<string, Remainder>([
  // what a release waits for
  ['depends-on', object => ofRelease(object, { spec: { ...object.spec, dependsOn: undefined } })],
  // until what it waits for has applied its new content; stock `dependsOn` stays
  ['lockstep', withoutLockstep],
  // revisions in the spec, whose changes Flux acts on; here they are in an annotation
  ['stated-in-spec', withAnnotatedRevisions],
  // names of values objects and OCI sources that change with their content
  ['content-names', withFixedNames],
  // revisions outside of what Helm sees; here they are values too
  ['label-only', object => ofRelease(object, { spec: { ...object.spec, values: valuesWithRevision(object) } })],
  // what makes an uninstall wait for what its objects own
  ['foreground', object => ofRelease(object, { spec: withoutPropagation(object) })],
  // what denies removal out of order; what is left only notes it
  ['guard', object => ofBinding(object, { spec: audited(object) })],
  // what lets an operator through
  ['way-out', object => ofPolicy(object, rewritten(object, ANNOTATIONS.ignoreOrder, 'cdk8s-profiles/never'))],
  // what wakes releases
  ['events', object => (object.kind === 'Alert' ? { ...object, spec: { ...object.spec, suspend: true } } : object)],
  // what keeps a commit from applying relays
  ['relay-base', object => (isRelay(object) ? { ...object, spec: { ...object.spec, dependsOn: undefined } } : object)],
  // what tells our objects from those of others
  ['only-ours', object => ofPolicy(ofBinding(object, withAnyParams(object)), withAnyObjects(object))],
  // what lets namespaces and values go where Flux is not
  ['failure-policy', object => ofPolicy(object, { spec: { ...object.spec, failurePolicy: 'Fail' } })],
  // who may write releases that count
  ['writers', object => ofBinding(object, isOf(object, 'writers') ? { spec: audited(object) } : {})],
  // what a layer looks like
  ['layers', object => ofPolicy(object, rewritten(object, ".matches('^layer-[0-9]{1,18}$')", ".matches('')"))],
  // how much of a release is looked at
  ['bounds', object => ofPolicy(object, rewritten(object, `${MOST_ENTRIES}`, `${MOST_ENTRIES * 1_000}`))],
  // what hides releases from those who may not read them
  [
    'unnamed',
    object => ofPolicy(object, rewritten(object, /authorizer\.[^&|]*\.check\('get'\)\.allowed\(\)/g, 'true')),
  ],
  // what holds sources while an API server starts
  ['closed', object => ofPolicy(object, isOf(object, 'sources') ? { spec: ignored(object) } : {})],
  // what keeps the guard when its own files are removed
  ['never-pruned', object => ({ ...object, metadata: { ...object.metadata, annotations: undefined } })],
]);

/** `files` without `mechanism`; one that is unknown here is the business of others. */
export function withoutMechanism(files: Files, mechanism = process.env.WITHOUT): Files {
  // folders of manifests whose names change with their content
  if (mechanism === 'content-paths') return withFixedPaths(files);
  const remainder = mechanism === undefined ? undefined : MECHANISMS.get(mechanism);
  if (remainder === undefined) return files;
  const rewrite = (text: string) => `---\n${stringify(remainder(parse(text) as WrittenObject))}`;
  // templates of a chart are not YAML yet
  const isChart = (path: string) => path.startsWith('charts/');
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [path, isChart(path) ? text : rewrite(text)]));
}

/** Folders keep their names, only the newest of each is left, and each release gets a value that changes instead. */
function withFixedPaths(files: Files): Files {
  const fixedPath = (path: string) => path.replace(/-[0-9a-f]{8}(?=[/]|$)/, '');
  const newest = Object.keys(files)
    .filter(path => path.includes('/HelmRelease.'))
    .flatMap(path => (parse(files[path]) as WrittenObject).spec.values?.spec?.path ?? []);
  const isLeft = (path: string) =>
    !path.startsWith('manifests/') || newest.some(folder => `./${path}`.startsWith(folder));
  const rewrite = (path: string, text: string) => {
    if (!path.includes('/HelmRelease.')) return text;
    const object = parse(text) as WrittenObject;
    const { path: folder } = object.spec.values?.spec ?? {};
    if (folder === undefined) return text;
    const values = {
      ...object.spec.values,
      content: folder,
      spec: { ...object.spec.values?.spec, path: fixedPath(folder) },
    };
    return `---\n${stringify({ ...object, spec: { ...object.spec, values } })}`;
  };
  const left = Object.entries(files).filter(([path]) => isLeft(path));
  return Object.fromEntries(
    left.map(([path, text]) => [path.startsWith('manifests/') ? fixedPath(path) : path, rewrite(path, text)]),
  );
}

function ofRelease(object: WrittenObject, changes: object): object {
  return object.kind === 'HelmRelease' ? { ...object, ...changes } : object;
}

function ofBinding(object: WrittenObject, changes: object): object {
  return object.kind === 'ValidatingAdmissionPolicyBinding' ? { ...object, ...changes } : object;
}

function ofPolicy<T extends { readonly kind?: string }>(object: T, changes: object): object {
  return object.kind === 'ValidatingAdmissionPolicy' ? { ...object, ...changes } : object;
}

function isRelay({ kind, metadata }: WrittenObject): boolean {
  return kind === 'Kustomization' && /-wave-\d+/.test(metadata.name);
}

/** Whether it is the policy on `subject`, or binds it. */
function isOf({ metadata }: WrittenObject, subject: string): boolean {
  return metadata.name.startsWith(`cdk8s-profiles-removal-${subject}`);
}

function withoutPropagation({ spec }: WrittenObject): object {
  return { ...spec, uninstall: { ...spec?.uninstall, deletionPropagation: undefined } };
}

function audited({ spec }: WrittenObject): object {
  return { ...spec, validationActions: ['Audit'] };
}

function ignored({ spec }: WrittenObject): object {
  return { ...spec, failurePolicy: 'Ignore' };
}

/** With other expressions. */
function rewritten(object: WrittenObject, what: string | RegExp, by: string): object {
  const rewrite = (text: string) => (typeof what === 'string' ? text.replaceAll(what, by) : text.replace(what, by));
  return JSON.parse(rewrite(JSON.stringify(object))) as object;
}

/** The policies of moves and of writers have no params. */
function withAnyParams({ spec }: WrittenObject): object {
  return { spec: { ...spec, paramRef: spec?.paramRef && { ...spec.paramRef, selector: {} } } };
}

function withAnyObjects({ spec }: WrittenObject): object {
  return { spec: { ...spec, matchConstraints: { ...spec?.matchConstraints, objectSelector: undefined } } };
}

function withoutLockstep(object: WrittenObject): object {
  const { metadata, spec } = object;
  const labels = { ...metadata.labels, [REVISION]: undefined };
  const dependsOn = spec?.dependsOn?.map(({ name, namespace }) => ({ name, namespace }));
  return ofRelease(object, { metadata: { ...metadata, labels }, spec: { ...spec, dependsOn } });
}

function withAnnotatedRevisions(object: WrittenObject): object {
  const [revisions] = /\/\/ revisions:[^\\]*\\n/.exec(JSON.stringify(object)) ?? [];
  if (revisions === undefined) return object;
  const left = rewritten(object, revisions, '') as WrittenObject;
  const { metadata, ...rest } = rewritten(left, READS_SPEC, READS_ANNOTATION) as WrittenObject;
  return { ...rest, metadata: { ...metadata, annotations: { ...metadata.annotations, revisions } } };
}

function withFixedNames(object: WrittenObject): object {
  const { kind, metadata, spec } = object;
  if (kind === 'ConfigMap' || kind === 'OCIRepository') return { ...object, metadata: fixed(metadata) };
  const valuesFrom = spec.valuesFrom?.map(fixed);
  return ofRelease(object, { spec: { ...spec, valuesFrom, chartRef: spec.chartRef && fixed(spec.chartRef) } });
}

/** `cert-manager-values-1a2b3c4d` is renamed to `cert-manager-values`. */
function fixed<T extends { readonly name: string }>(reference: T): T {
  return { ...reference, name: reference.name.replace(/-[0-9a-f]{8}$/, '') };
}

function valuesWithRevision({ metadata, spec }: WrittenObject): object {
  return { ...spec?.values, revision: metadata.labels?.[REVISION] };
}
