/**
 * Reads registries for tests: what they offer, and their problems.
 */
import { formatProblem } from '../../../lib/model/problem-words';
import type { ReadOptions, RegistrySource } from '../../../lib/sources/reading/catalog-source';
import { readSource } from '../../../lib/sources/read-source';
import { temporaryFolder } from '../../constructs/temporary-folder';
import { PagingRegistry, type PagingRegistryOptions } from '../../servers/paging-registry';
import { optionsOf, QUICK, serve, type Serving } from '../serve';

/** One chart at `url`, as in a manifest; `kind` makes it a folder. */
export function registryAt(url: string, more: Partial<RegistrySource> = {}): RegistrySource {
  const location = { file: 'catalogs/mesh.yaml', line: 1, column: 1 };
  return {
    kind: 'OCIRepository',
    isRegistry: true,
    name: 'mesh',
    namespace: 'default',
    location,
    url,
    profiles: 'annotated',
    ...more,
  };
}

/** Options of a machine without any stored logins. */
export function strangerOptions(more: Partial<ReadOptions> = {}): ReadOptions {
  return optionsOf({ ...more, env: { HOME: temporaryFolder(), PATH: process.env.PATH, ...more.env } });
}

/** What is offered, `linkerd2 1.0.0`, and problems as messages. */
export async function readAll(source: RegistrySource, options: ReadOptions = strangerOptions(), limits = {}) {
  const content = await readSource(source, options, { ...QUICK, ...limits });
  const names = content.entries.map(({ name, version }) => `${name} ${version}`);
  return { ...content, names, words: content.problems.map(formatProblem) };
}

/** A registry that runs until the test is over. */
export async function servePaging(
  options: PagingRegistryOptions = {},
): Promise<{ readonly registry: PagingRegistry; readonly server: Serving; readonly asked: () => string[] }> {
  const registry = new PagingRegistry(options);
  const server = await serve(registry.handle);
  const asked = () => server.requests.map(({ method, url }) => `${method} ${url}`);
  return { registry, server, asked };
}
