/**
 * The part of JSON Schema that subscription files and cluster files are described in, and the type of the data that a
 * schema describes.
 */

/** Describes one value; each alternative of `anyOf` has another type in YAML. */
export type FileSchema =
  | ObjectSchema
  | { readonly type: 'array'; readonly items: FileSchema; readonly description?: string }
  | { readonly type: 'string'; readonly description?: string; readonly pattern?: string; readonly examples?: readonly string[] } // prettier-ignore
  | { readonly type: 'boolean'; readonly description?: string }
  | { readonly type: 'integer'; readonly minimum: number; readonly description?: string }
  | { readonly enum: readonly string[]; readonly description?: string }
  | { readonly const: string; readonly description?: string }
  | { readonly type: 'boolean'; readonly const: false; readonly description?: string }
  | { readonly anyOf: readonly FileSchema[]; readonly description?: string };

/** A map: of known fields, of any names with values of one kind, or of anything. */
export interface ObjectSchema {
  readonly type: 'object';
  readonly description?: string;
  readonly properties?: Readonly<Record<string, FileSchema>>;
  readonly required?: readonly string[];
  /** Absent: anything, as in Helm values. */
  readonly additionalProperties?: false | FileSchema;
}

/** The data that a schema describes. */
export type DataOf<S> = S extends { readonly const: infer C }
  ? C
  : S extends { readonly enum: readonly (infer E)[] }
    ? E
    : S extends { readonly anyOf: readonly (infer A)[] }
      ? A extends unknown
        ? DataOf<A>
        : never
      : S extends { readonly type: 'array'; readonly items: infer I }
        ? readonly DataOf<I>[]
        : S extends { readonly type: 'object' }
          ? MapOf<S>
          : S extends { readonly type: 'string' }
            ? string
            : S extends { readonly type: 'boolean' }
              ? boolean
              : number;

type MapOf<S> = S extends { readonly properties: infer P }
  ? { readonly [K in keyof P & RequiredOf<S>]: DataOf<P[K]> } & {
      readonly [K in Exclude<keyof P, RequiredOf<S>>]?: DataOf<P[K]>;
    }
  : S extends { readonly additionalProperties: infer V }
    ? Readonly<Record<string, DataOf<V>>>
    : Readonly<Record<string, unknown>>;

type RequiredOf<S> = S extends { readonly required: readonly (infer R)[] } ? R : never;

/** A map with exactly these fields. */
export function fields<const P extends Readonly<Record<string, FileSchema>>, const R extends keyof P & string = never>(
  description: string,
  properties: P,
  required: readonly R[] = [],
) {
  return { type: 'object', description, properties, required, additionalProperties: false } as const;
}

/** Text that is not blank. */
export function text(description: string) {
  return { type: 'string', pattern: '\\S', description } as const;
}

/** A map of any names to values of one kind. */
export function mapOf<const V extends FileSchema>(description: string, additionalProperties: V) {
  return { type: 'object', description, additionalProperties } as const;
}

/** A list of values of one kind. */
export function listOf<const I extends FileSchema>(description: string, items: I) {
  return { type: 'array', description, items } as const;
}

/** `true` or `false`. */
export function boolean(description: string) {
  return { type: 'boolean', description } as const;
}

/** A whole number, `minimum` or more. */
export function integer(description: string, minimum = 0) {
  return { type: 'integer', minimum, description } as const;
}

/** One of these texts. */
export function oneOf<const E extends readonly string[]>(description: string, values: E) {
  return { enum: values, description } as const;
}

/** Helm values, or a patch: whatever YAML can contain. */
export function anything(description: string) {
  return { type: 'object', description } as const;
}
