/**
 * Generated files that somebody changed by hand, or that were not rendered since something else changed.
 */

/** Files that are listed. */
const MOST_FILES = 20;

/** What to do about `files` of the output, which are not what the subscriptions give now. */
export function describeEdited(files: readonly string[], output: string): string[] {
  return [
    ...list(files, output, 'is not what the subscriptions give', 'are not either'),
    `${files.length === 1 ? 'this file was' : 'these files were'} changed by hand, or catalogs or pctl were updated since: look at the changes with "pctl synth --check" and Git, accept them with "pctl synth", or overwrite them with "--overwrite"`,
  ];
}

/** What to do about `files` of the output, which a change would overwrite, but which cannot be compared before it. */
export function describeUnknown(files: readonly string[], output: string): string[] {
  return [
    ...list(files, output, 'would be overwritten or removed', 'would be, too'),
    'whether they were changed by hand is not known, because the subscriptions have problems, which "pctl synth" shows: correct these first, or look at the files with Git, and overwrite them with "--overwrite"',
  ];
}

function list(files: readonly string[], output: string, what: string, whatMore: string): string[] {
  const more = files.length - MOST_FILES;
  return [
    ...files.slice(0, MOST_FILES).map(file => `${output}/${file} ${what}`),
    ...(more > 0 ? [`${more} more files ${whatMore}`] : []),
  ];
}
