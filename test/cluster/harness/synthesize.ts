/**
 * The files that a program of `cdk8s-profiles` writes, created by the library itself.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Fleet, type FleetProps } from 'cdk8s-profiles';
import { Files, filesOf } from '../../servers/git-repository';

/**
 * Synthesizes the fleet that `program` fills; paths begin with the cluster's name. With `outdir` it
 * is written over the output of an earlier run, and is kept.
 */
export function synthesize(program: (fleet: Fleet) => void, props: FleetProps = {}): Files {
  const outdir = props.outdir ?? mkdtempSync(join(tmpdir(), 'fleet-'));
  try {
    const fleet = new Fleet({ ...props, outdir });
    program(fleet);
    fleet.synth();
    return filesOf(outdir);
  } finally {
    if (props.outdir === undefined) rmSync(outdir, { recursive: true });
  }
}
