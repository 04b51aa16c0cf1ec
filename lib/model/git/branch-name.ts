/**
 * Names of branches, as Git accepts them (git-check-ref-format), without its rarest rules.
 */

// eslint-disable-next-line no-control-regex
const WRONG = /[\x00-\x20\x7f~^:?*[\\]|\.\.|\/\/|@\{|^[-/.]|[/.]$/;

/** Whether `text` can be the name of a branch: `main`, `feature/web`. */
export function isBranchName(text: string): boolean {
  return text !== '' && !WRONG.test(text);
}
