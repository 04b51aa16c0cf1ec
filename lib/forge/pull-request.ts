/**
 * What a pull request says, and what a forge can do with it.
 */

/** A pull request, or merge request, as it should be. */
export interface PullRequest {
  /** Branch with the change. */
  readonly branch: string;
  /** Branch that it is merged into. */
  readonly base: string;
  readonly title: string;
  /** Markdown. */
  readonly body: string;
  /** Names, which are added. */
  readonly labels: readonly string[];
  /** Names of users; `org/team` for a team on GitHub and Gitea. */
  readonly reviewers: readonly string[];
  /** Only for a new one. */
  readonly isDraft: boolean;
}

/** A pull request on a forge. */
export interface OpenRequest {
  readonly number: number;
  /** Page for people. */
  readonly url: string;
  readonly title: string;
}

/** `title` with what marks a draft in the title of `open`, so that an update does not make it ready. */
export function keepDraft({ title: before }: OpenRequest, title: string): string {
  return (/^(?:draft|wip): */i.exec(before)?.[0] ?? '') + title;
}

/** The API of one forge, for one repository. Every function throws Unreadable. */
export interface Forge {
  /** The open request from the branch into the base. */
  find(request: PullRequest): Promise<OpenRequest | undefined>;
  /** `undefined` if there is one already. */
  create(request: PullRequest): Promise<OpenRequest | undefined>;
  update(open: OpenRequest, request: PullRequest): Promise<void>;
  /** Adds labels and reviewers. */
  annotate(open: OpenRequest, request: PullRequest): Promise<void>;
}
