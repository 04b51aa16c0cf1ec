/**
 * Lists that a registry sends in pages: the tags of a repository, and its repositories.
 */
import { isRecord, tryParseJson } from '../../model/data/json';
import { findNextLink } from './next-link';
import type { RegistryAnswer, RegistryClient } from './registry-client';
import { MEBIBYTE } from '../reading/bytes';
import { Unreadable } from '../reading/unreadable';

const PAGE = 1000;
const MOST_PAGES = 1000;
/** Most tags or repositories; a longer list is treated as an error. */
export const MOST_ITEMS = 100_000;
/** Longest name of a repository; tags are shorter. */
const LONGEST_NAME = 255;
const LARGEST_PAGE = 16 * MEBIBYTE;

/** A list, or the status with which the registry refused it. */
export type RegistryList = { readonly items: readonly string[] } | { readonly status: number };

/** The tags of `repository`, in the order of the registry, without duplicates. Throws Unreadable. */
export function listTags(client: RegistryClient, repository: string): Promise<RegistryList> {
  const path = `/v2/${repository}/tags/list?n=${PAGE}`;
  return readPages(client, path, { key: 'tags', scope: `repository:${repository}:pull`, what: 'tags' });
}

/** The repositories of the registry; many registries do not list them. Throws Unreadable. */
export function listRepositories(client: RegistryClient): Promise<RegistryList> {
  const path = `/v2/_catalog?n=${PAGE}`;
  return readPages(client, path, { key: 'repositories', scope: 'registry:catalog:*', what: 'repositories' });
}

interface PageRules {
  /** Field that contains the list. */
  readonly key: string;
  readonly scope: string;
  readonly what: string;
}

async function readPages(
  client: RegistryClient,
  first: string,
  { key, scope, what }: PageRules,
): Promise<RegistryList> {
  const items = new Set<string>();
  let path: string | undefined = first;
  for (let count = 0; path !== undefined; count++) {
    if (count === MOST_PAGES) throw new Unreadable(`${client.host} lists ${what} in more than ${MOST_PAGES} pages`);
    const answer: RegistryAnswer = await client.send({ path, accept: 'application/json', scope, bytes: LARGEST_PAGE });
    if (answer.status !== 200) return { status: answer.status };
    const before = items.size;
    for (const item of itemsOf(answer, key, client.host)) items.add(item);
    if (items.size > MOST_ITEMS) throw new Unreadable(`${client.host} lists more than ${MOST_ITEMS} ${what}`);
    path = nextPath(answer, new URL(path, client.origin));
    if (path !== undefined && items.size === before) {
      throw new Unreadable(
        `${client.host} lists ${what} without end: a page repeats those before it, and announces another one`,
      );
    }
  }
  return { items: [...items] };
}

function itemsOf({ body }: RegistryAnswer, key: string, host: string): string[] {
  const page = tryParseJson(body.toString('utf8'));
  // Go writes an empty list as null
  const list = isRecord(page) ? (page[key] ?? []) : undefined;
  if (!Array.isArray(list))
    throw new Unreadable(`${host} answers with something that is not a list of ${key}; check the URL`);
  return list.filter(item => typeof item === 'string' && item.length <= LONGEST_NAME);
}

/**
 * `Link: </v2/charts/linkerd2/tags/list?last=1.0.0&n=100>; rel="next"`.
 *
 * The next page must belong to the same list. A registry behind another one, such as a virtual one,
 * may write the path of the next page without its first segments, or with others in front.
 */
function nextPath({ headers }: RegistryAnswer, from: URL): string | undefined {
  const target = findNextLink(headers.get('link'));
  if (target === undefined) return undefined;
  let next: URL | undefined;
  try {
    next = new URL(target, from);
  } catch {
    // reported below
  }
  // a registry behind a proxy may not know which scheme is used to reach it
  if (next?.hostname === from.hostname) {
    if (listOf(next.pathname) === listOf(from.pathname)) return from.pathname + next.search;
    if (next.pathname.startsWith('/v2/')) return next.pathname + next.search;
  }
  throw new Unreadable(`${from.host} continues its list at another address, which is not read`);
}

/** What a path lists: `/tags/list`, `/_catalog`; `undefined` for any other path. */
function listOf(path: string): string | undefined {
  return /\/(?:tags\/list|_catalog)$/.exec(path)?.[0];
}
