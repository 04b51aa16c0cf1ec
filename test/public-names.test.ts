/**
 * What programs can import: its names, its documentation, and that every type that it mentions can
 * be imported.
 */
import * as library from 'cdk8s-profiles';
import ts from 'typescript';
import { publicDeclarations, type PublicDeclarations, type PublicName } from './public-declarations';

/** Their optional members are given by users, so each documents its default. */
const GIVEN = /Props$|Options$|Defaults$|^Inheritance$/;

/** Classes that a program begins with. */
const MAIN = ['Catalog', 'Cluster', 'Fleet', 'LayerModel', 'Profile', 'ProfileSubscription', 'RemovalGuard'];

/** A member of an exported class, interface or object type, at any depth. */
interface PublicMember {
  /** `DriftDetection.ignore.paths`. */
  readonly path: string;
  readonly symbol: ts.Symbol;
  readonly declaration: ts.Declaration;
  /** The docstring of its parent, if that is a member too. */
  readonly outerWords?: string;
}

let declarations: PublicDeclarations;
let members: readonly PublicMember[];

beforeAll(() => {
  declarations = publicDeclarations();
  members = declarations.names.flatMap(name =>
    membersOf(
      name.declaration,
      name.name,
      ts.isTypeAliasDeclaration(name.declaration) ? wordsOf(name.symbol) : undefined,
    ),
  );
}, 120_000);

test('the names that exist at run time', () => {
  expect(Object.keys(library).sort()).toMatchInlineSnapshot(`
   [
     "Catalog",
     "Cluster",
     "Fleet",
     "KustomizationFolder",
     "LayerModel",
     "Manifests",
     "Profile",
     "ProfileSubscription",
     "ProfilesError",
     "RemovalGuard",
     "describeProblem",
     "edgesOf",
     "formatProblem",
     "isProfilesError",
   ]
  `);
});

test('the names that exist only for the compiler', () => {
  const types = declarations.names.map(({ name }) => name).filter(name => !(name in library));
  expect(types).toMatchInlineSnapshot(`
   [
     "ActionOptions",
     "AnyProfiles",
     "ApplyOptions",
     "ArtifactChart",
     "ArtifactKustomize",
     "ArtifactProfile",
     "CatalogEntry",
     "CatalogOptions",
     "CatalogProps",
     "ChartArtifact",
     "ChartDependency",
     "ChartOrigin",
     "ClusterPlan",
     "ClusterProps",
     "CycleStep",
     "Decryption",
     "DeliveryOptions",
     "DriftDetection",
     "DriftMode",
     "EmittedValues",
     "ExternalReleaseOptions",
     "ExternalReleaseTarget",
     "FileLocation",
     "FleetDelivery",
     "FleetProps",
     "FluxDuration",
     "GitOrigin",
     "HealthCheck",
     "HealthCheckExpression",
     "HelmChartProfileOptions",
     "ICatalog",
     "IProfile",
     "IProfileSubscription",
     "Inheritance",
     "InstallEdge",
     "InstallOrder",
     "InstallPlan",
     "InstallStep",
     "JsonObject",
     "JsonPatchOperation",
     "JsonValue",
     "KubeConfigReference",
     "KustomizationFolderOptions",
     "KustomizationOptions",
     "KustomizationSource",
     "LayerRule",
     "Maintainer",
     "ManifestDefaults",
     "ManifestOptions",
     "NameReference",
     "ObjectSelector",
     "OneOrManyValues",
     "ParameterTarget",
     "Patch",
     "PostBuild",
     "PostRenderer",
     "Problem",
     "ProblemKind",
     "ProblemKinds",
     "ProblemOrigin",
     "ProfileArtifact",
     "ProfileName",
     "ProfileOrigin",
     "ProfileParameter",
     "ProfileSource",
     "ProfileSubscriptionProps",
     "ProfileType",
     "ProfileTypeOf",
     "ProfileTypes",
     "ProfileValuesOf",
     "ReleaseOptions",
     "ReleaseReference",
     "RemovalGuardProps",
     "SourceOptions",
     "StepGap",
     "SubscribeOptions",
     "SubscriptionDefaults",
     "SubscriptionOptions",
     "UninstallOptions",
     "UnlayeredOrder",
     "UpgradeOrder",
     "Values",
     "ValuesFrom",
     "ValuesReference",
     "VerifyOptions",
     "VersionRange",
   ]
  `);
});

test('every type in a declaration can be imported', () => {
  const known = new Set(declarations.names.map(({ symbol }) => symbol));
  const missing = declarations.names.flatMap(({ name, declaration }) =>
    mentionedIn(declaration)
      .filter(symbol => !known.has(symbol))
      .map(symbol => `${name} mentions ${symbol.name}`),
  );
  expect(missing).toEqual([]);
});

test('every name has documentation that an editor shows', () => {
  const silent = declarations.names.filter(({ symbol }) => wordsOf(symbol) === '');
  expect(silent.map(({ name }) => name)).toEqual([]);
});

test('every member has documentation that an editor shows, its own or as a `name` in that of its parent', () => {
  const silent = members.filter(({ symbol, outerWords = '' }) => {
    return wordsOf(symbol) === '' && !outerWords.includes(`\`${symbol.name}\``);
  });
  expect(silent.map(({ path }) => path)).toEqual([]);
});

test('every optional member documents its default', () => {
  const silent = members.filter(({ path, symbol, outerWords = '' }) => {
    if ((symbol.flags & ts.SymbolFlags.Optional) === 0) return false;
    const hasDefault = symbol.getJsDocTags(declarations.checker).some(({ name }) => name === 'default');
    if (GIVEN.test(path.split('.')[0])) return !hasDefault;
    return !hasDefault && !`${wordsOf(symbol)} ${outerWords}`.includes('Absent');
  });
  expect(silent.map(({ path }) => path)).toEqual([]);
});

test('each main class has an example', () => {
  const examples = declarations.names.filter(name => examplesOf(name).length > 0);
  expect(examples.map(({ name }) => name)).toEqual(expect.arrayContaining(MAIN));
});

test('the declarations and the examples compile in an app with an old library', () => {
  const programs = declarations.names.flatMap(name =>
    examplesOf(name).map((text, i): [string, string] => [`${__dirname}/${name.name}-example-${i}.ts`, text]),
  );
  expect(declarations.compile(new Map(programs))).toEqual([]);
});

function wordsOf(symbol: ts.Symbol): string {
  return ts.displayPartsToString(symbol.getDocumentationComment(declarations.checker)).trim();
}

/** Code in the docstring of `name` and of its members. */
function examplesOf({ symbol, declaration, name }: PublicName): string[] {
  const symbols = [symbol, ...membersOf(declaration, name).map(member => member.symbol)];
  return symbols
    .flatMap(documented => documented.getJsDocTags(declarations.checker))
    .filter(tag => tag.name === 'example')
    .map(({ text }) => ts.displayPartsToString(text).replace(/^```ts\n([^]*)\n```$/, '$1'));
}

function membersOf(node: ts.Node, path: string, outerWords?: string): PublicMember[] {
  const found: PublicMember[] = [];
  const visit = (child: ts.Node): void => {
    if (!isMember(child)) return void ts.forEachChild(child, visit);
    const flags = ts.getCombinedModifierFlags(child);
    if ((flags & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected)) !== 0) return;
    const symbol = declarations.checker.getSymbolAtLocation(child.name)!;
    const at = `${path}.${symbol.name}`;
    found.push({ path: at, symbol, declaration: child, outerWords });
    const inner = ts.isPropertySignature(child) || ts.isPropertyDeclaration(child) ? child.type : undefined;
    if (inner !== undefined) found.push(...membersOf(inner, at, `${outerWords ?? ''} ${wordsOf(symbol)}`));
  };
  ts.forEachChild(node, visit);
  return found;
}

/** Constructors are left out: without documentation of their own, an editor shows that of the class. */
function isMember(node: ts.Node): node is (ts.ClassElement | ts.TypeElement) & { readonly name: ts.PropertyName } {
  return (ts.isClassElement(node) || ts.isTypeElement(node)) && node.name !== undefined;
}

/** The names of this package in `declaration`. */
function mentionedIn(declaration: ts.Declaration): ts.Symbol[] {
  const found = new Set<ts.Symbol>();
  const visit = (node: ts.Node) => {
    if (ts.isIdentifier(node)) {
      const symbol = declarations.checker.getSymbolAtLocation(node);
      const target =
        symbol && (symbol.flags & ts.SymbolFlags.Alias) !== 0 ? declarations.checker.getAliasedSymbol(symbol) : symbol;
      if (target?.declarations?.some(isExportable)) found.add(target);
    }
    ts.forEachChild(node, visit);
  };
  visit(declaration);
  return [...found];
}

function isExportable(node: ts.Declaration): boolean {
  return declarations.isOurs(node) && ts.isSourceFile(node.parent);
}
