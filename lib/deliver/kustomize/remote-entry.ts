/**
 * Entries of a `kustomization.yaml` that kustomize downloads.
 */
import { recordIn, recordsIn, textIn, textsIn } from '../../model/data/fields';
import type { Fields } from '../../model/data/json';
import { withoutLogins } from '../../model/data/redact';

/** Whether kustomize downloads `entry`, unless it is the path of a file or folder. */
export function isRemote(entry: string): boolean {
  return !entry.includes('\n') && /:\/\/|^git@|\?ref=|^github\.com\//.test(entry);
}

/** Whether fields whose files are not read here let kustomize download something. */
export function isDownloading(fields: Fields): boolean {
  const generators = ['configMapGenerator', 'secretGenerator'].flatMap(key => recordsIn(fields, key));
  const entries = [
    ...['configurations', 'crds'].flatMap(key => textsIn(fields, key)),
    ...generators.flatMap(item => [textIn(item, 'env') ?? '', ...textsIn(item, 'envs'), ...textsIn(item, 'files')]),
    textIn(recordIn(fields, 'openapi'), 'path') ?? '',
  ];
  return entries.some(isRemote);
}

/** `text` without logins and tokens in the URLs in it, for messages. */
export function withoutAccess(text: string): string {
  return withoutLogins(text)
    .replace(/[^\s/"'@]+:[^\s/"'@]*@/g, '***@')
    .replace(/([?&](?!(?:depth|ref|submodules|timeout|version)=)[^\s=&"']*=)[^\s&"']*/g, '$1***');
}
