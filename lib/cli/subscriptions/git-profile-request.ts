/**
 * A profile in a Git repository that `pctl add` is asked for: `--url` with `--tag`, or with `--branch` and `--path`.
 */
import { isBranchName } from '../../model/git/branch-name';
import { describeGitUrlFault } from '../../model/git-url';
import { DNS_SUBDOMAIN_RULE, isDnsSubdomain } from '../../model/names';
import { describePathFault } from '../../model/profile-path';
import { parseProfileTag } from '../../model/profile-tag';
import { showGitUrl } from '../../sources/git/git-url';

/** Where the profile is. */
export interface GitProfileRequest {
  /** Of the repository. */
  readonly url: string;
  /** That publishes the profile. Absent: there is a `branch`. */
  readonly tag?: string;
  /** Absent: there is a `tag`. */
  readonly branch?: string;
  /** Folder on the branch. @default the root */
  readonly path?: string;
  /** Secret with which Flux reads a repository that no catalog lists. @default none */
  readonly secret?: string;
}

/** What is wrong with the options, a line each. */
export function describeRequestFaults({ url, tag, branch, path, secret = 'none' }: GitProfileRequest): string[] {
  const fault = describeGitUrlFault(url);
  const pathFault = path === undefined ? undefined : describePathFault(path);
  return [
    ...(fault === undefined ? [] : [`"--url ${showGitUrl(url)}" cannot be used: ${fault}`]),
    ...(tag === undefined || parseProfileTag(tag) !== undefined ? [] : [`"--tag ${tag}" does not publish a profile. Write it as in "v1.2.3" or "nginx/v1.2.3"`]), // prettier-ignore
    ...(branch === undefined || isBranchName(branch) ? [] : [`"--branch ${branch}" is not the name of a branch`]),
    ...(pathFault === undefined ? [] : [`"--path ${path}" cannot be used: ${pathFault}. Write the path of the folder with profile.yaml, from the root of the repository`]), // prettier-ignore
    ...(isDnsSubdomain(secret) ? [] : [`"--secret ${secret}" is not allowed: ${DNS_SUBDOMAIN_RULE}`]),
  ];
}
