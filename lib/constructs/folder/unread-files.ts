/**
 * Files of subscriptions and clusters in places where they are not read.
 */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from '../../model/problem';
import { FILE_API_VERSION } from '../../model/subscriptions/subscription-schema';
import type { FileView } from './file-view';

/** Those next to the folders of clusters, and links in place of such folders. */
export function unreadBesideClusters(folder: string, view: FileView): Problem[] {
  const remedy = 'move it into the folder of its cluster';
  const links = listed(folder, 'file', view).filter(file => statSync(file, { throwIfNoEntry: false })?.isDirectory());
  return [
    ...links.map(link => toProblem(`${link} is not read, because it is a link`, 'make it a folder')),
    ...ownFiles(folder, view).map(file => toProblem(`${file} is not read, because it is in no folder of a cluster`, remedy, file)), // prettier-ignore
  ];
}

/** Those in folders inside the folder of a cluster, where files of Helm values may be. */
export function unreadBelowCluster(folder: string, view: FileView): Problem[] {
  const files = listed(folder, 'folder', view).flatMap(inner => ownFiles(inner, view));
  return files.map(file => toProblem(`${file} is not read, because it is not in ${folder} itself`, 'move it there', file)); // prettier-ignore
}

function listed(folder: string, kind: 'file' | 'folder', view: FileView): string[] {
  const names = view.list(folder, kind).filter(name => !name.startsWith('.'));
  return names.map(name => join(folder, name));
}

function ownFiles(folder: string, view: FileView): string[] {
  return listed(folder, 'file', view).filter(file => {
    const read = /\.ya?ml$/i.test(file) ? view.read(file) : undefined;
    return read !== undefined && 'text' in read && read.text.includes(FILE_API_VERSION);
  });
}

function toProblem(what: string, remedy: string, file?: string): Problem {
  return { kind: 'invalid-props', what, remedy, ...(file !== undefined && { location: { file, line: 1, column: 1 } }) };
}
