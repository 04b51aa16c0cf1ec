/**
 * A template of Weave GitOps as it was read: CAPITemplate or GitOpsTemplate, in all their versions.
 *
 * `readTemplates` reads it, `findParameters` says what there is to fill in, `chooseValues` checks
 * what is given, and `renderTemplate` fills it in.
 */
import type { Fields } from '../data/json';
import type { FileLocation } from '../yaml/file-location';

/** The language of a template. */
export type RenderType = 'envsubst' | 'templating';

/** A text with parameters in it, and where it is in the file. */
export interface TemplateText {
  readonly text: string;
  /** Where it begins. */
  readonly at: FileLocation;
  /** The place of the character at `offset` of `text` in the file. */
  readonly locate: (offset: number) => FileLocation;
}

/** A parameter that is declared in `spec.params`. */
export interface TemplateParameter {
  readonly name: string;
  /** Absent: none. */
  readonly description?: string;
  /** Values to choose from. Empty: any. */
  readonly options: readonly string[];
  /** Whether it needs a value that is not empty. @default true */
  readonly required: boolean;
  /** Value of a parameter that is not given, or empty. Absent: none. */
  readonly default?: string;
  /** Whether it may differ from its default, and later from what was chosen first. @default true */
  readonly editable: boolean;
  readonly at: FileLocation;
}

/** An object with parameters in its texts. */
export interface TemplateObject {
  readonly object: Fields;
  readonly at: FileLocation;
  /** The texts in it that are not empty, keys included, in the order of the file. */
  readonly texts: () => readonly TemplateText[];
}

/** What becomes one file. */
export interface ResourceTemplate {
  /** Path of the file, with parameters. Absent: the default path of what the template creates. */
  readonly path?: TemplateText;
  /** Objects in the order of the file; empty if there is `raw`. */
  readonly content: readonly TemplateObject[];
  /** Any text, which is rendered as it is. */
  readonly raw?: TemplateText;
}

/** A profile that comes with the cluster. */
export interface TemplateProfile {
  /** Name of the chart. */
  readonly name: string;
  /** Version or range. Absent: the newest. */
  readonly version?: string;
  /** Target namespace. Absent: none is given. */
  readonly namespace?: string;
  /** Whole number from 0, instead of the catalog's. Absent: the catalog's. */
  readonly layer?: number;
  /** Whether it is always installed. @default true in an annotation, false in `spec.charts.items` */
  readonly required: boolean;
  /** Whether version, namespace and values may be others than the template's. @default false */
  readonly editable: boolean;
  /** Values as YAML, with parameters. Absent: none. */
  readonly values?: TemplateText;
  /** What is merged into its HelmRelease, with parameters. Absent: nothing. */
  readonly helmRelease?: TemplateObject;
  /** Path of the file with its HelmRelease, with parameters. Absent: the default path. */
  readonly path?: TemplateText;
  /** Where it is named: an annotation, or an item of `spec.charts`. */
  readonly from: 'annotation' | 'item';
  readonly at: FileLocation;
}

/** What annotations `templates.weave.works/…` say about rendering. */
export interface TemplateOptions {
  /** Left and right delimiter of `templating`. @default {{ and }} */
  readonly delimiters: readonly [string, string];
  /** Whether a Kustomization of `clusters/bases` comes with the cluster. @default true of a CAPITemplate */
  readonly addCommonBases: boolean;
  /** Whether Flux may not prune what is rendered, except `Cluster` and `GitopsCluster`. @default true of a CAPITemplate */
  readonly injectPruneAnnotation: boolean;
}

/** A template. */
export interface TemplateDefinition {
  readonly kind: TemplateKind;
  /** `capi.weave.works/v1alpha2`. */
  readonly apiVersion: string;
  readonly name: string;
  /** Absent: none is written. */
  readonly namespace?: string;
  /** Name for people. Absent: `name`. */
  readonly displayName?: string;
  /** Absent: none. */
  readonly description?: string;
  readonly labels: ReadonlyMap<string, string>;
  readonly annotations: ReadonlyMap<string, string>;
  readonly options: TemplateOptions;
  readonly renderType: RenderType;
  /** In the order of the file. */
  readonly params: readonly TemplateParameter[];
  /** In the order of the file. */
  readonly resources: readonly ResourceTemplate[];
  /** By name; an item of `spec.charts` replaces the annotation of the same name. */
  readonly profiles: readonly TemplateProfile[];
  /** Path of the file with the HelmRepository, with parameters. Absent: the default path. */
  readonly helmRepositoryPath?: TemplateText;
  readonly at: FileLocation;
}

/** The kinds of templates. */
export type TemplateKind = 'CAPITemplate' | 'GitOpsTemplate';
