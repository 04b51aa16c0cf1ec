/**
 * What the compiler knows about a catalog: its names, versions and values.
 *
 * `pctl catalog update --types` writes a `ProfileTypes` next to the lock file; a catalog without
 * one accepts any name, version and values.
 */
import type { Values } from './values';

/** What the compiler knows about one profile. */
export interface ProfileType {
  /** The newest version: `'1.2.0'`. */
  readonly newest: string;
  /** Other versions that are offered: `'1.1.0' | '1.0.3'`, or `never`. */
  readonly older: string;
  /** Values of the newest version. */
  readonly values: object;
}

/** What the compiler knows about the profiles of a catalog, by name. */
export type ProfileTypes = { readonly [name: string]: ProfileType };

/** Profiles about which the compiler knows nothing: any name, version and values are valid. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type AnyProfiles = any;

/** Name of a profile in the catalog. */
// written out where a message should list the names, because the compiler shows an alias by its own name
export type ProfileName<Profiles> = { [Name in keyof Profiles]: Name }[keyof Profiles] & string;

/** A `Version` in the catalog, or a range such as `^1.2`, which is resolved at synthesis. */
export type VersionRange<Version extends string = string> =
  | Version
  | 'latest'
  | `${'~' | '^' | '>' | '<'}${string}`
  | `${string}${'*' | 'x' | 'X'}`
  | `${string}${' ' | ',' | '||'}${string}`;

/** What the compiler knows about the profile `Name`: nothing, if the catalog has no such name. */
export type ProfileTypeOf<Profiles, Name> = Name extends keyof Profiles
  ? Profiles[Name] extends ProfileType
    ? Profiles[Name]
    : ProfileType
  : ProfileType;

/** Values of a profile in `Version`: those of an older version are unknown. */
export type ProfileValuesOf<Type extends ProfileType, Version> = string extends Version
  ? Type['values']
  : [Version] extends [Type['older']]
    ? object
    : Type['values'];

/** One or many values of a chart, as objects or paths of YAML files. */
export type OneOrManyValues<Item extends Values> = Item | string | readonly (Item | string)[];
