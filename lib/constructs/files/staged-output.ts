/**
 * Where a fleet writes when `pctl synth` runs the program: next to the output, which is replaced
 * only if everything succeeds.
 *
 * The fleet still knows its real output, which it compares with, and whose name programs may use.
 */
import { resolve } from 'node:path';

/** Variable in which `pctl synth` passes the output; `CDK8S_OUTDIR` is then the folder to write to. */
export const FINAL_OUTPUT = 'CDK8S_PROFILES_OUTPUT';

/** The folder that an app writes to if the program does not choose one. Absent: cdk8s decides. */
export function finalOutput(): string | undefined {
  return process.env[FINAL_OUTPUT] || undefined;
}

/** Where the files of the output `outdir` are written for now. */
export function stagedOutput(outdir: string): string {
  const [final, staged] = [finalOutput(), process.env.CDK8S_OUTDIR];
  return final !== undefined && staged !== undefined && resolve(final) === resolve(outdir) ? staged : outdir;
}
