/**
 * TypeScript types of schemas, and what the compiler says of them.
 */
import * as ts from 'typescript';
import type { CatalogEntry } from '../../../lib/model/catalog-entry';
import { formatProfileTypes } from '../../../lib/model/schema/format-profile-types';
import type { JsonObject } from '../../../lib/model/data/json';
import type { ValuesSchema } from '../../../lib/model/schema/values-schema';

export function entry(name: string, version: string): CatalogEntry {
  const nothing = { keywords: [], maintainers: [], prerequisites: [], dependencies: [] };
  return { name, version, origin: { kind: 'chart', chart: name }, ...nothing };
}

export const chart = (schema: unknown, defaults: JsonObject = {}) =>
  ({ schema, defaults, subcharts: [] }) as ValuesSchema;
export const typesOf = (schema: ValuesSchema) =>
  formatProfileTypes({
    catalog: 'mesh',
    entries: [entry('linkerd', '1.0.0')],
    schemas: new Map([['linkerd', schema]]),
  });
/** The text without the head and the list of profiles. */
export const declarations = (schema: unknown, defaults?: JsonObject) =>
  typesOf(chart(schema, defaults)).text.split('// prettier-ignore\n').slice(2).join('').trim();

/** Types of the language itself, parsed once. */
const libraries = new Map<string, ts.SourceFile | undefined>();

/** The compiler's messages for each of `texts` in a newcomer's app, as a separate file. */
export function errorsIn(...texts: readonly string[]): string[] {
  const options: ts.CompilerOptions = {
    strict: true,
    lib: ['lib.es2016.d.ts'],
    target: ts.ScriptTarget.ES2017,
    types: [],
    skipDefaultLibCheck: true,
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile } = host;
  host.getSourceFile = (name, version) => {
    const [, index] = /^(\d+)\.profiles\.ts$/.exec(name) ?? [];
    if (index !== undefined) return ts.createSourceFile(name, texts[Number(index)], version);
    if (!libraries.has(name)) libraries.set(name, getSourceFile.call(host, name, version));
    return libraries.get(name);
  };
  const program = ts.createProgram(
    texts.map((_, i) => `${i}.profiles.ts`),
    options,
    host,
  );
  const diagnostics = ts.getPreEmitDiagnostics(program);
  return diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}
