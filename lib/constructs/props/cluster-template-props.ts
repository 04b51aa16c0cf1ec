/**
 * The options of a template that a program publishes.
 */
import type { JsonObject } from '../../model/data/json';
import type { IProfile } from './i-profile';

/** What a person fills in to get a cluster. */
export interface TemplateParam {
  /** What it is. @default none */
  readonly description?: string;
  /** Values to choose from. @default any */
  readonly options?: readonly string[];
  /** Whether it needs a value. @default true */
  readonly required?: boolean;
  /** Value if none is given. @default none */
  readonly default?: string;
  /** Whether it may differ from its default. @default true */
  readonly editable?: boolean;
}

/** How each parameter is written in a text: `${CLUSTER_NAME}`. */
export type Placeholders<Param extends string> = Readonly<Record<Param, string>>;

/** What becomes one file; exactly one of `content` and `raw`. */
export interface TemplateFile {
  /** Path of the file in the repository, with parameters. @default that of the cluster */
  readonly path?: string;
  /** Kubernetes objects, with parameters in their texts. @default none */
  readonly content?: readonly object[];
  /** YAML with parameters anywhere. @default none */
  readonly raw?: string;
}

/** How a profile belongs to a template. */
export interface TemplateSubscriptionOptions {
  /** Version or range. @default that of the profile, or the newest in the catalog */
  readonly version?: string;
  /** Namespace of the workload. @default the profile's name */
  readonly targetNamespace?: string;
  /** Whole number from 0; only in `spec.charts`. @default that of the profile, or the catalog's */
  readonly layer?: number;
  /** Whether it is always installed. @default true */
  readonly required?: boolean;
  /** Whether version, namespace and values may be others. @default false */
  readonly editable?: boolean;
  /** Values for the chart, with parameters in their texts. @default none */
  readonly values?: JsonObject;
  /** Merged into the HelmRelease; only in `spec.charts`. @default nothing */
  readonly helmRelease?: JsonObject;
  /** Path of the file with the HelmRelease, with parameters; only in `spec.charts`. @default that of the profiles of the cluster */
  readonly path?: string;
}

/** A profile of a template. */
export interface TemplateSubscription extends TemplateSubscriptionOptions {
  /** A profile, or its name in the catalog that the template is used with. */
  readonly profile: IProfile | string;
}

/** What a template contains, and how it is written. */
export interface ClusterTemplateProps<Param extends string = string> {
  /** Kind of the object. @default 'CAPITemplate' */
  readonly kind?: 'CAPITemplate' | 'GitOpsTemplate';
  /** Name of the object. @default the id */
  readonly name?: string;
  /** Namespace of the object. @default that of the chart, or 'default' */
  readonly namespace?: string;
  /** Name for people. @default `name` */
  readonly displayName?: string;
  /** Description. @default none */
  readonly description?: string;
  /** Labels of the object. @default none */
  readonly labels?: Readonly<Record<string, string>>;
  /** Annotations of the object. @default none */
  readonly annotations?: Readonly<Record<string, string>>;
  /** Parameters by name, in the order in which they are asked for. */
  readonly params: Readonly<Record<Param, TemplateParam>>;
  /** Language of the parameters: `${NAME}` or `{{ .params.NAME }}`. @default 'envsubst' */
  readonly renderType?: 'envsubst' | 'templating';
  /** Objects of the cluster, and files of several. @default none */
  readonly resources?: (params: Placeholders<Param>) => readonly (TemplateFile | object)[];
  /** Profiles of the cluster, in addition to those of `subscribe`. @default none */
  readonly profiles?: (params: Placeholders<Param>) => readonly TemplateSubscription[];
  /** Where profiles are written. @default 'charts' */
  readonly profilesIn?: 'annotations' | 'charts';
  /** Path of the file with the HelmRepository, with parameters. @default that of the profiles of the cluster */
  readonly helmRepositoryPath?: string;
  /** Whether clusters get a Kustomization of `clusters/bases`. @default true for a CAPITemplate */
  readonly addCommonBases?: boolean;
  /** Whether Flux may not prune objects of the cluster but the Cluster itself. @default true for a CAPITemplate */
  readonly injectPruneAnnotation?: boolean;
}
