/**
 * Programs that the compiler accepts, and its messages for those that it does not.
 */
import { resolve } from 'node:path';
import * as ts from 'typescript';

jest.setTimeout(60_000);

const ROOT = resolve(__dirname, '../../..');

const HEAD = `
import { Catalog, Cluster, Fleet, type ICatalog, type IProfile, ProfileSubscription } from '${ROOT}/lib';
import type { MeshProfiles } from '${ROOT}/examples/catalogs/mesh.profiles';
declare const fleet: Fleet, profile: IProfile, text: string;
const catalog = Catalog.fromFile<MeshProfiles>(fleet, 'mesh', 'mesh.lock.yaml');
const cluster = new Cluster(fleet, 'production', { catalog });
const identity = { trustDomain: 'cluster.local' };
`;

const GOOD = [
  `cluster.subscribe('linkerd2', { version: '1.4.2', values: { identity, replicas: null } })`,
  `cluster.subscribe('linkerd2', { version: '^1.4', values: [{ identity }, 'values.yaml'] })`,
  `cluster.subscribe('linkerd2', { version: text === '' ? '*' : '>=1 <2', values: { identity } })`,
  // values of an older version are unknown
  `cluster.subscribe('linkerd2', { version: '1.4.1', values: { whatever: 1 } })`,
  `cluster.subscribe('linkerd2')`,
  `cluster.subscribe('flagger', { values: { whatever: 1 } })`,
  `cluster.subscribe(profile, { values: { whatever: 1 } })`,
  `catalog.profile('linkerd2', '~1.4.0'); catalog.tryProfile('flagger')`,
  `for (const name of catalog.profileNames) cluster.subscribe(name)`,
  `new ProfileSubscription(fleet, 'a', { catalog, profile: 'linkerd2', version: '1.4.2', values: { identity } })`,
  // without types, everything stays allowed
  `new ProfileSubscription(fleet, 'a', { profile: text, version: text, values: { whatever: 1 } })`,
  `new Cluster(fleet, 'a').subscribe(text, { version: text, values: [{ whatever: 1 }] })`,
  `new Cluster(fleet, 'a', { catalog: Catalog.fromFile(fleet, 'b', 'b') }).subscribe(text, { version: text })`,
  // of several catalogs, names are not typed
  `new Cluster(fleet, 'a', { catalogs: [catalog, Catalog.fromFile(fleet, 'b', 'b')] }).subscribe('b/x', { version: text })`,
  `const f = (any: Cluster, other: ICatalog) => any.subscribe(other.profile(text, text)); f(cluster, catalog)`,
  `const clusters: Cluster[] = [cluster, new Cluster(fleet, 'a')]; clusters.forEach(c => c.subscribe('flagger'))`,
  `const s: ProfileSubscription = new ProfileSubscription(fleet, 'a', { catalog, profile: 'flagger' }); s.layer`,
  `class Own implements ICatalog { catalogName = ''; profile(_: string) { return profile; } tryProfile() { return profile; } } new Cluster(fleet, 'a', { catalog: new Own() }).subscribe('x')`,
];

const BAD: readonly (readonly [string, string])[] = [
  [
    `cluster.subscribe('linkerd')`,
    `Argument of type '"linkerd"' is not assignable to parameter of type 'IProfile | "flagger" | "linkerd2"'.`,
  ],
  [
    `cluster.subscribe(text)`,
    `Argument of type 'string' is not assignable to parameter of type 'IProfile | "flagger" | "linkerd2"'.`,
  ],
  [
    `cluster.subscribe('linkerd2', { version: '1.4.3' })`,
    `Type '"1.4.3"' is not assignable to type 'VersionRange<"1.4.2" | "1.4.1"> | undefined'. Did you mean '"1.4.2"'?`,
  ],
  [
    `cluster.subscribe('linkerd2', { values: { identity, replicas: 'three' } })`,
    `Type 'string' is not assignable to type 'number'.`,
  ],
  [
    `cluster.subscribe('linkerd2', { values: { identity, proxy: { logLevel: 'wran' } } })`,
    `Type '"wran"' is not assignable to type '"debug" | "info" | "warn" | "error" | null | undefined'.`,
  ],
  [
    `cluster.subscribe('linkerd2', { version: '~1.4.0', values: { identity, replica: 3 } })`,
    `'replica' does not exist in type 'Linkerd2Values | readonly (string | Linkerd2Values)[]'.`,
  ],
  [
    `cluster.subscribe('linkerd2', { values: [{ identity, replica: 3 }] })`,
    `'replica' does not exist in type 'Linkerd2Values'. Did you mean to write 'replicas'?`,
  ],
  [
    `cluster.subscribe('linkerd2', { values: { identity: {} } })`,
    `Property 'trustDomain' is missing in type '{}' but required in type 'Linkerd2Identity'.`,
  ],
  [
    `catalog.profile('linkerd')`,
    `Argument of type '"linkerd"' is not assignable to parameter of type '"flagger" | "linkerd2"'.`,
  ],
  [
    `catalog.profile('linkerd2', '2.0.0')`,
    `Argument of type '"2.0.0"' is not assignable to parameter of type 'VersionRange<"1.4.2" | "1.4.1"> | undefined'.`,
  ],
  [
    `new ProfileSubscription(fleet, 'a', { catalog, profile: 'linkerd' })`,
    `Type '"linkerd"' is not assignable to type 'IProfile | "flagger" | "linkerd2"'. Did you mean '"linkerd2"'?`,
  ],
  [
    `new ProfileSubscription(fleet, 'a', { catalog, profile: 'flagger', version: '9.9.9' })`,
    `Type '"9.9.9"' is not assignable to type 'VersionRange<"1.0.0"> | undefined'.`,
  ],
];

/** Errors by the line of the program that they are in. */
function compile(lines: readonly string[]): readonly string[][] {
  const file = resolve(ROOT, 'test/program.ts');
  const text = `${HEAD.trimStart()}${lines.map(line => `{ ${line} }`).join('\n')}\n`;
  const options: ts.CompilerOptions = {
    strict: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.CommonJS,
    moduleResolution: ts.ModuleResolutionKind.Node10,
    skipLibCheck: true,
    stripInternal: true,
    types: ['node'],
    esModuleInterop: true,
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile } = host;
  host.getSourceFile = (name, version) =>
    name === file ? ts.createSourceFile(name, text, version) : getSourceFile.call(host, name, version);
  const program = ts.createProgram([file], options, host);
  const source = program.getSourceFile(file)!;
  const errors: string[][] = lines.map(() => []);
  for (const { start, messageText } of program.getSemanticDiagnostics(source)) {
    const line = source.getLineAndCharacterOfPosition(start!).line - HEAD.trim().split('\n').length;
    errors[line].push(ts.flattenDiagnosticMessageText(messageText, '\n'));
  }
  return errors;
}

const errors = compile([...GOOD, ...BAD.map(([line]) => line)]);

test.each(GOOD.map((line, i) => [line, i] as const))('%s compiles', (_, i) => {
  expect(errors[i]).toEqual([]);
});

test.each(BAD.map(([line, message], i) => [line, message, i] as const))('fails for %s', (_, message, i) => {
  const found = errors[GOOD.length + i];
  expect(found.length).toBe(1);
  expect(found[0]).toContain(message);
  // a reader sees the cause, and not how types are built
  expect(found[0].split('\n').length).toBeLessThanOrEqual(7);
});
