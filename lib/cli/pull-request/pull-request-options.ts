/**
 * Options of the commands that can open a pull request.
 */
import { FORGES, type ForgeKind } from '../../forge/forge-kinds';
import type { CliOption } from '../terminal/command';

/** What the user says about the request. */
export interface PullRequestOptions {
  /** @default false: the change is made in the work tree */
  readonly createPr?: boolean;
  /** Nothing is pushed, so no token is needed. @default false */
  readonly dryRun?: boolean;
  /** @default the title of the change */
  readonly title?: string;
  /** @default the change, as "pctl diff" shows it */
  readonly body?: string;
  readonly label?: readonly string[];
  readonly reviewer?: readonly string[];
  readonly draft?: boolean;
  /** @default the default branch of the remote */
  readonly base?: string;
  /** @default a name that is made of the change */
  readonly head?: string;
  /** @default "origin", or the only one */
  readonly remote?: string;
  /** @default known by the host of the remote */
  readonly forge?: ForgeKind;
}

export const PULL_REQUEST_OPTIONS: readonly CliOption[] = [
  { flags: '--create-pr', description: 'change nothing here: push the change to a branch, and open a pull request' },
  { flags: '--title <text>', description: 'title of the pull request, and of its commit' },
  { flags: '--body <text>', description: 'its description; otherwise what "pctl diff" shows', allowsEmpty: true },
  { flags: '--label <name>', description: 'label of the pull request; can be given several times', isRepeated: true },
  {
    flags: '--reviewer <name>',
    description: 'user, or ORG/TEAM, who is asked for a review; can be given several times',
    isRepeated: true,
  },
  { flags: '--draft', description: 'open it as a draft' },
  { flags: '--base <branch>', description: 'branch to merge into; otherwise the default branch of the remote' },
  { flags: '--head <name>', description: 'branch of the pull request; otherwise a name that is made of the change' },
  { flags: '--remote <name>', description: 'remote to push to; otherwise "origin", or the only one' },
  {
    flags: '--forge <kind>',
    description: 'kind of server, if its host does not say; "none" pushes the branch only',
    choices: FORGES,
  },
];

/** What is wrong with `options`: some are only for pull requests, or a title is not one line. */
export function describeMisuse(options: PullRequestOptions): string | undefined {
  const names = ['title', 'body', 'label', 'reviewer', 'draft', 'base', 'head', 'remote', 'forge'] as const;
  const given = names.filter(name => options[name] !== undefined).map(name => `--${name}`);
  if (options.createPr !== true) return given.length === 0 ? undefined : `${given.join(', ')} needs "--create-pr"`;
  const { title } = options;
  const isLine = title === undefined || (title.trim() !== '' && !/[\r\n]/.test(title));
  return isLine ? undefined : 'the title of a pull request is one line, and not empty';
}
