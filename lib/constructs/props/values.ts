/**
 * Helm values: how a program gives them.
 */
import type { ValuesReference } from '../../flux/release-options';

/** Helm values: an object, or a YAML file by its path, relative to the working directory. */
export type Values = object | string;

/** Values written into a ConfigMap of ours, whose name holds a hash of them. Later sources and inline values win. */
export interface EmittedValues {
  readonly values: Values | readonly Values[];
}

/** Where values come from beside the inline ones. */
export type ValuesFrom = ValuesReference | EmittedValues;
