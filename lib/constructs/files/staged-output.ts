/**
 * Where a fleet writes when `pctl synth` runs the program: next to the output, which is replaced
 * only if everything succeeds.
 *
 * The fleet still knows its real output, which it compares with, and whose name programs may use.
 */
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { isInShare, type OutputShare, parseShare } from '../../model/output-share';

/** Variable in which `pctl synth` passes the output; `CDK8S_OUTDIR` is then the folder to write to. */
export const FINAL_OUTPUT = 'CDK8S_PROFILES_OUTPUT';
/** Variable in which it passes the share of the output to write: `2/4`. Empty: everything. */
export const SHARE = 'CDK8S_PROFILES_SHARD';

function finalOutput(): string | undefined {
  return process.env[FINAL_OUTPUT] || undefined;
}

/**
 * The output that a program means by `outdir`, which may be in the folder to write to. Absent: cdk8s decides, or
 * `pctl synth` has decided.
 */
export function realOutput(outdir: string | undefined): string | undefined {
  const [final, staged] = [finalOutput(), process.env.CDK8S_OUTDIR];
  if (outdir === undefined || final === undefined || staged === undefined) return outdir ?? final;
  const rest = pathInside(staged, outdir);
  return rest === undefined ? outdir : join(final, rest);
}

/** Where the files of the output `outdir` are written for now. */
export function stagedOutput(outdir: string): string {
  const [final, staged] = [finalOutput(), process.env.CDK8S_OUTDIR];
  if (final === undefined || staged === undefined) return outdir;
  const rest = pathInside(final, outdir);
  return rest === undefined ? outdir : join(staged, rest);
}

/** The share of an output that is not shared. */
export const EVERYTHING = (_: string): boolean => true;

/** Whether a path in the output `outdir` is in the share that is written. */
export function stagedShare(outdir: string): (path: string) => boolean {
  const final = finalOutput();
  const rest = final === undefined ? undefined : pathInside(final, outdir);
  const share = parseShare(process.env[SHARE] ?? '');
  return rest === undefined || share === undefined ? EVERYTHING : shareFilter(share, rest);
}

/** Whether a path in `folder` of the output is in `share`. */
export function shareFilter(share: OutputShare | undefined, folder = ''): (path: string) => boolean {
  const prefix = folder === '' ? '' : `${folder.split(sep).join('/')}/`;
  return path => isInShare(prefix + path, share);
}

/** The path of `path` in `folder`, empty for the folder itself; `undefined` if it is elsewhere. */
function pathInside(folder: string, path: string): string | undefined {
  const rest = relative(resolve(folder), resolve(path));
  return isAbsolute(rest) || rest.split(sep)[0] === '..' ? undefined : rest;
}
