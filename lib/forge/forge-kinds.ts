/**
 * The kinds of servers that pull requests are opened on; `none`: the branch is pushed, and no request is opened.
 */
export const FORGES = ['github', 'gitlab', 'gitea', 'none'] as const;

export type ForgeKind = (typeof FORGES)[number];
