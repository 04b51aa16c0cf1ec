/**
 * How a program gives Helm values.
 */
import type { ValuesReference } from '../../flux/release-options';

/** Helm values: an object, or a YAML file by its path, relative to the working directory. */
export type Values = object | string;

/** Values to write into a ConfigMap, whose name ends in a hash of them. Later sources and inline values win. */
export interface EmittedValues {
  /** Objects and paths of YAML files; later ones are merged over earlier ones. */
  readonly values: Values | readonly Values[];
}

/** Where values come from, in addition to the inline ones: an object in the cluster, or a ConfigMap to write. */
export type ValuesFrom = ValuesReference | EmittedValues;
