/**
 * The options of a cluster that is made from a template.
 */
import type { ClusterProps } from './cluster-props';
import type { Values } from './values';

/** A template that a program publishes: the part that clusters are made from. */
export interface ITemplate<Param extends string = string> {
  /** Name of the template. */
  readonly templateName: string;
  /** Its parameters as texts contain them. */
  readonly params: Readonly<Record<Param, string>>;
  /** The text of the object. */
  toYaml(): string;
}

/** How a profile is installed on one cluster. What the template says about a profile that is not editable cannot be changed. */
export interface TemplateProfileChoice {
  /** Version or range, in Helm's syntax: `>=1.0`. @default the template's, or the newest in the catalog */
  readonly version?: string;
  /** Namespace of the workload. @default the template's, or the profile's name */
  readonly targetNamespace?: string;
  /** Whole number from 0. @default the template's, or the catalog's */
  readonly layer?: number;
  /** Helm values: objects, and paths of YAML files; merged over the template's. @default the template's */
  readonly values?: Values | readonly Values[];
}

/** What a template is filled in with. */
export interface TemplateClusterOptions<Param extends string = string> extends ClusterProps {
  /** A template of the program, or the path of a file with one, relative to the working directory. */
  readonly template: ITemplate<Param> | string;
  /** Name of the template in a file with several. @default the only one */
  readonly templateName?: string;
  /** Values of its parameters. @default their defaults */
  readonly params?: Readonly<Partial<Record<Param, string>>>;
  /**
   * Optional profiles to install as well, from the template or the catalog, and what differs from the template: names,
   * or choices by name. @default only what is required
   */
  readonly profiles?: readonly string[] | Readonly<Record<string, TemplateProfileChoice>>;
  /**
   * Which Flux installs the profiles: that of the management cluster, with the Secret `<cluster>-kubeconfig`, or that
   * of the new cluster. @default 'management'
   */
  readonly flux?: 'management' | 'workload';
  /** Whether a Kustomization applies `./clusters/bases` of the repository to the cluster. @default as the template says */
  readonly addCommonBases?: boolean;
}
