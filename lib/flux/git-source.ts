/**
 * Sources of profiles in Git, as Flux objects: a GitRepository at one commit.
 *
 * Flux uses the commit; the tag or the branch is for readers. The name contains a hash of the spec,
 * so that another commit gives another object, which changes the specs of the releases that refer
 * to it.
 */
import { type GitRepositorySpec, toJson_GitRepositorySpec } from '../../imports/source.toolkit.fluxcd.io';
import type { JsonObject } from '../model/data/json';
import { mergePatch } from '../model/data/merge-patch';
import { accessTo, ownedName, type SourceOwner } from './source';
import type { SourceOptions } from './source-options';

/** A folder of a repository at a commit. */
export interface GitLocation {
  /** `https://git.example.com/profiles`, or `ssh://…`. */
  readonly url: string;
  readonly commit: string;
  /** Tag or branch that pointed to the commit. */
  readonly ref: { readonly tag: string } | { readonly branch: string };
  /** The only folder that is needed from the repository. Absent: all of it. */
  readonly folder?: string;
}

/** A source object. */
export interface GitSource {
  readonly apiVersion: 'source.toolkit.fluxcd.io/v1';
  readonly kind: 'GitRepository';
  readonly name: string;
  readonly spec: JsonObject;
}

/** Folder names without special characters for an ignore list. */
const PLAIN_FOLDER = /^[\w./@+-]+$/;

/** The source of `owner` for `location`. */
export function gitSource(
  { url, commit, ref, folder }: GitLocation,
  options: SourceOptions = {},
  owner: SourceOwner = {},
): GitSource {
  const target = options.mirror ?? url;
  const written: GitRepositorySpec = {
    ...accessTo(target, options),
    proxySecretRef: options.proxySecretRef,
    ref: { ...ref, commit },
    ignore: folder === undefined || !PLAIN_FOLDER.test(folder) ? undefined : ignoreAllBut(folder),
  };
  const json = toJson_GitRepositorySpec(written) as JsonObject;
  const spec = options.patch === undefined ? json : (mergePatch(json, options.patch) as JsonObject);
  const name = ownedName(target.replace(/\.git$/, ''), spec, owner);
  return { apiVersion: 'source.toolkit.fluxcd.io/v1', kind: 'GitRepository', name, spec };
}

/**
 * In the syntax of `.gitignore`: each folder on the path is included again, and its other content
 * is excluded again.
 */
function ignoreAllBut(folder: string): string {
  const segments = folder.split('/');
  const lines = segments.flatMap((_, i) => {
    const way = segments
      .slice(0, i)
      .map(segment => `/${segment}`)
      .join('');
    return [`${way}/*`, `!${way}/${segments[i]}`];
  });
  return `${lines.join('\n')}\n`;
}
