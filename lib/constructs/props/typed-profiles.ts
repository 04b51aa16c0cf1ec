/**
 * What the compiler knows of a catalog: names, versions and values on offer.
 *
 * `pctl catalog update --types` writes a `ProfileTypes` beside the lock; a catalog that is read
 * without one takes any name, version and values.
 */
import type { Values } from './values';

/** One profile on offer. */
export interface ProfileType {
  /** The newest version: `'1.2.0'`. */
  readonly newest: string;
  /** Other versions on offer: `'1.1.0' | '1.0.3'`, or `never`. */
  readonly older: string;
  /** Values of the newest version. */
  readonly values: object;
}

/** Profiles on offer, by name. */
export type ProfileTypes = { readonly [name: string]: ProfileType };

/** Profiles of any name, with any versions and values. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type AnyProfiles = any;

/** A name on offer. Where a message should list the names, this is written out: the compiler shows an alias by its name. */
export type ProfileName<P> = { [N in keyof P]: N }[keyof P] & string;

/** A version on offer (`V`), or a range, which is resolved at synthesis. */
export type VersionRange<V extends string = string> =
  | V
  | 'latest'
  | `${'~' | '^' | '>' | '<'}${string}`
  | `${string}${'*' | 'x' | 'X'}`
  | `${string}${' ' | ',' | '||'}${string}`;

/** What is known of the profile `N`: nothing when it is no name on offer. */
export type TypeOf<P, N> = N extends keyof P ? (P[N] extends ProfileType ? P[N] : ProfileType) : ProfileType;

/** Values of a profile in version `V`: those of an older one are not known. */
export type ValuesOf<T extends ProfileType, V> = string extends V
  ? T['values']
  : [V] extends [T['older']]
    ? object
    : T['values'];

/** One or many `V`, or files of them. */
export type OneOrMany<V extends Values> = V | string | readonly (V | string)[];
