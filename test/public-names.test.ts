/**
 * What programs can import: its names, its documentation, and that every type that it mentions can
 * be imported.
 */
import * as library from 'cdk8s-profiles';
import ts from 'typescript';
import { declarations, members, wordsOf, examplesOf, mentionedIn } from './public-members';

/** Their optional members are given by users, so each documents its default. */
const GIVEN = /Props$|Options$|Defaults$|^Inheritance$/;

/** Classes that a program begins with. */
const MAIN = ['Catalog', 'Cluster', 'Fleet', 'LayerModel', 'Profile', 'ProfileSubscription', 'RemovalGuard'];

test('the names that exist at run time', () => {
  expect(Object.keys(library).sort()).toMatchInlineSnapshot(`
   [
     "Artifact",
     "Catalog",
     "Cluster",
     "ClusterTemplate",
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
     "ArtifactOptions",
     "ArtifactProfile",
     "CatalogEntry",
     "CatalogOptions",
     "CatalogProps",
     "CategoryOptions",
     "ChartArtifact",
     "ChartDependency",
     "ChartMetadata",
     "ChartOrigin",
     "ClusterPlan",
     "ClusterProps",
     "ClusterTemplateProps",
     "CommitReportOptions",
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
     "HelmChartArtifactOptions",
     "HelmChartProfileOptions",
     "ICatalog",
     "IProfile",
     "IProfileSubscription",
     "ITemplate",
     "Inheritance",
     "InstallEdge",
     "InstallOrder",
     "InstallPlan",
     "InstallStep",
     "JsonObject",
     "JsonPatchOperation",
     "JsonValue",
     "KubeConfigReference",
     "KustomizationArtifactOptions",
     "KustomizationFolderOptions",
     "KustomizationOptions",
     "KustomizationSource",
     "LayerFinding",
     "LayerRegistry",
     "LayerRule",
     "LayerRuleId",
     "LayerSeverity",
     "Link",
     "LocalChartArtifactOptions",
     "Maintainer",
     "ManifestDefaults",
     "ManifestOptions",
     "NameReference",
     "NestedProfileArtifactOptions",
     "ObjectSelector",
     "OneOrManyValues",
     "ParameterTarget",
     "Patch",
     "Placeholders",
     "PostBuild",
     "PostRenderer",
     "Problem",
     "ProblemKind",
     "ProblemKinds",
     "ProblemOrigin",
     "ProfileArtifact",
     "ProfileDefinition",
     "ProfileName",
     "ProfileOrigin",
     "ProfileParameter",
     "ProfileProps",
     "ProfileSource",
     "ProfileSubscriptionProps",
     "ProfileType",
     "ProfileTypeOf",
     "ProfileTypes",
     "ProfileValuesOf",
     "ReceiverOptions",
     "ReleaseOptions",
     "ReleaseReference",
     "RemovalGuardProps",
     "SourceOptions",
     "SourceReference",
     "StepGap",
     "SubscribeOptions",
     "SubscriptionDefaults",
     "SubscriptionOptions",
     "TemplateClusterOptions",
     "TemplateFile",
     "TemplateParam",
     "TemplateProfileChoice",
     "TemplateSubscription",
     "TemplateSubscriptionOptions",
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
