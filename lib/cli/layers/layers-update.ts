/**
 * `pctl layers update`: reads published lists, and writes copies that are locked next to the files that refer to them.
 */
import { resolve } from 'node:path';
import { replaceFile } from '../../files/replace-file';
import { formatLockedList, parseLayerFile } from '../../model/layers/layer-file';
import { lockedListPath } from '../../model/layers/layer-files';
import type { ListReference } from '../../model/layers/list-reference';
import type { Problem } from '../../model/problem';
import { formatProblem } from '../../model/problem-words';
import { downloadList } from '../../sources/layers/download-list';
import type { Context, ExitCode } from '../terminal/command';
import { printable } from '../terminal/printable';
import { readTextIn } from '../catalogs/layer-files';
import { findModel, type LayerFilesOptions } from './read-model';

interface UpdateOptions extends LayerFilesOptions {
  readonly check?: boolean;
  readonly quiet?: boolean;
}

/** A copy to write, or why there is none. */
type Copy = { readonly text: string } | { readonly problems: readonly Problem[] };

export async function run(context: Context, _: readonly unknown[], options: UpdateOptions): Promise<ExitCode> {
  const { files } = findModel(context, options);
  const lists = [...files].flatMap(([file, { lists: all, source }]) => (source === undefined ? all.map(list => ({ file, list })) : [])); // prettier-ignore
  let isGood = true;
  for (const { file, list } of lists) {
    const path = lockedListPath(file, list.url);
    const copy = await copyOf(list, context);
    if ('problems' in copy) {
      isGood = false;
      for (const problem of copy.problems) context.stderr(`error: ${printable(formatProblem(problem))}\n`);
      continue;
    }
    const known = readTextIn(context.cwd)(path);
    const isSame = 'text' in known && known.text.replaceAll('\r\n', '\n') === copy.text;
    if (!isSame && options.check === true) isGood = false;
    if (!isSame && options.check !== true) replaceFile(resolve(context.cwd, path), copy.text);
    const state = isSame ? 'is up to date' : options.check === true ? 'would change' : 'is written';
    if (options.quiet !== true) context.stderr(`${printable(`${path}: ${list.url} ${state}`)}\n`);
  }
  if (lists.length === 0 && options.quiet !== true) context.stderr('the files of layers refer to no lists\n');
  return isGood ? 0 : 1;
}

async function copyOf({ url, digest, at }: ListReference, { env }: Context): Promise<Copy> {
  const fail = (what: string, remedy: string): Copy => ({ problems: [{ kind: 'invalid-props', what, remedy, location: at }] }); // prettier-ignore
  let found: Awaited<ReturnType<typeof downloadList>>;
  try {
    found = await downloadList(url, env);
  } catch (error) {
    return { problems: [{ kind: 'unreadable-source', source: url, reason: (error as Error).message, location: at }] };
  }
  if (digest !== undefined && digest !== found.digest) {
    return fail(`the list ${url} has the digest ${found.digest}, and not the one that is written here`, 'find out who changed it, and why; then correct the digest'); // prettier-ignore
  }
  const list = parseLayerFile(found.text, url);
  if (list.problems.length > 0) return { problems: list.problems };
  const isList = list.models.some(({ value }) => value === 'allocated');
  if (!isList) return fail(`${url} is not a master list`, 'publish a file of layers with "model: allocated"');
  return { text: formatLockedList(list, { url, digest: found.digest }) };
}
