/**
 * What programs import.
 */
export { Catalog } from './constructs/catalog';
export type { CatalogOptions, CatalogProps } from './constructs/catalog-props';
export { Cluster } from './constructs/cluster';
export { ClusterTemplate } from './constructs/cluster-template';
export { KustomizationFolder } from './constructs/manifests/kustomization-folder';
export { Manifests } from './constructs/manifests/manifests';
export type {
  FleetDelivery,
  KustomizationFolderOptions,
  ManifestDefaults,
  ManifestOptions,
} from './constructs/props/manifest-options';
export type { DeliveryOptions } from './constructs/delivery';
export type { CommitReportOptions } from './flux/commit-report';
export { Fleet, type FleetProps } from './constructs/fleet';
export { type CategoryOptions, LayerModel, type LayerRegistry } from './constructs/layer-model';
export {
  Artifact,
  type ArtifactOptions,
  type HelmChartArtifactOptions,
  type KustomizationArtifactOptions,
  type LocalChartArtifactOptions,
  type NestedProfileArtifactOptions,
} from './constructs/artifact';
export { type HelmChartProfileOptions, Profile, type ProfileProps } from './constructs/profile';
export { ProfileSubscription } from './constructs/profile-subscription';
export { RemovalGuard, type RemovalGuardProps } from './constructs/removal-guard';
export type { ClusterPlan, ClusterProps, SubscribeOptions } from './constructs/props/cluster-props';
export type {
  ClusterTemplateProps,
  Placeholders,
  TemplateFile,
  TemplateParam,
  TemplateSubscription,
  TemplateSubscriptionOptions,
} from './constructs/props/cluster-template-props';
export type { ICatalog } from './constructs/props/i-catalog';
export type { ChartArtifact, IProfile } from './constructs/props/i-profile';
export type { IProfileSubscription, ReleaseReference } from './constructs/props/i-profile-subscription';
export type {
  Inheritance,
  ProfileSubscriptionProps,
  SubscriptionDefaults,
  SubscriptionOptions,
} from './constructs/props/subscription-options';
export type {
  AnyProfiles,
  OneOrManyValues,
  ProfileName,
  ProfileType,
  ProfileTypeOf,
  ProfileTypes,
  ProfileValuesOf,
  VersionRange,
} from './constructs/props/typed-profiles';
export type {
  ITemplate,
  TemplateClusterOptions,
  TemplateProfileChoice,
} from './constructs/props/template-cluster-options';
export type { UpgradeOrder } from './constructs/props/upgrade-order';
export type { EmittedValues, Values, ValuesFrom } from './constructs/props/values';
export type { ExternalReleaseOptions, ExternalReleaseTarget } from './constructs/subscription/external-release';
export type {
  ActionOptions,
  DriftDetection,
  DriftMode,
  FluxDuration,
  KubeConfigReference,
  ObjectSelector,
  PostRenderer,
  ReleaseOptions,
  UninstallOptions,
  ValuesReference,
} from './flux/release-options';
export type { KustomizationOptions } from './flux/kustomization';
export type { ReceiverOptions } from './flux/events/receiver-options';
export type {
  ApplyOptions,
  Decryption,
  HealthCheck,
  HealthCheckExpression,
  KustomizationSource,
  PostBuild,
} from './flux/kustomization-options';
export type { NameReference, SourceOptions, SourceReference, VerifyOptions } from './flux/source-options';
export type { JsonObject, JsonValue } from './model/data/json';
export type { JsonPatchOperation, Patch } from './model/data/patch-object';
export type {
  CatalogEntry,
  ChartDependency,
  ChartMetadata,
  ChartOrigin,
  GitOrigin,
  Link,
  Maintainer,
  ProfileOrigin,
} from './model/catalog-entry';
export type {
  ArtifactChart,
  ArtifactKustomize,
  ArtifactProfile,
  ParameterTarget,
  ProfileArtifact,
  ProfileParameter,
  ProfileSource,
} from './model/profile-artifact';
export type { ProfileDefinition } from './model/formats/profile-definition';
export type { LayerFinding, LayerRuleId, LayerSeverity } from './model/layers/layer-finding';
export type { FileLocation } from './model/yaml/file-location';
export type { CycleStep, Problem, ProblemKind, ProblemKinds, ProblemOrigin } from './model/problem';
export { describeProblem, formatProblem } from './model/problem-words';
export { isProfilesError, ProfilesError } from './model/profiles-error';
export { edgesOf } from './order/edges-of';
export type {
  InstallEdge,
  InstallOrder,
  InstallPlan,
  InstallStep,
  LayerRule,
  StepGap,
  UnlayeredOrder,
} from './order/install-plan';
