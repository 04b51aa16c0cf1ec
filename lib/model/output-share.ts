/**
 * One of several shares of an output, for machines that synthesize it together.
 *
 * The share of a file follows from its path alone: neither other files nor their order change it, so that every machine
 * knows it, also for files that the program does not write any more.
 */
import { contentHash } from './names';

/** Share `number` of `count`; the first is 1. */
export interface OutputShare {
  readonly number: number;
  readonly count: number;
}

/** Reads `2/4`; `undefined` if it is not a share. */
export function parseShare(text: string): OutputShare | undefined {
  const [, number, count] = (/^([1-9]\d{0,5})\/([1-9]\d{0,5})$/.exec(text) ?? []).map(Number);
  return number === undefined || number > count ? undefined : { number, count };
}

/** `2/4`. */
export function formatShare({ number, count }: OutputShare): string {
  return `${number}/${count}`;
}

/** Whether the file at `path` in the output is in the share; without a share, every file is. */
export function isInShare(path: string, share: OutputShare | undefined): boolean {
  if (share === undefined) return true;
  return (parseInt(contentHash(wholeOf(path)), 16) % share.count) + 1 === share.number;
}

/**
 * What is never split: a folder with files, such as that of a cluster, which the manifests of the cluster belong to; the
 * chart of manifests; or a file that is in no folder.
 */
function wholeOf(path: string): string {
  const folders = path.split('/').slice(0, -1);
  if (folders.length === 0) return path;
  const manifests = folders.indexOf('manifests');
  const isOfCluster = manifests !== -1 && folders.length > manifests + 1;
  if (isOfCluster) return [...folders.slice(0, manifests), folders[manifests + 1]].join('/');
  const charts = folders.indexOf('charts');
  return (charts === -1 ? folders : folders.slice(0, charts + 1)).join('/');
}
