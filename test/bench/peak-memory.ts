/**
 * Most memory that a process has while it writes a fleet to files, as `maxRSS` of Node.
 */
import { YamlOutputType } from 'cdk8s';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fleetProgram } from './fleet-program';
import { plainObjects, stockProgram } from './stock-program';

/** Megabytes for a fleet of `clusters`. */
export function fleetMemory(clusters: number): number {
  return peakMemory(() => fleetProgram(clusters).synth());
}

/** Megabytes for the same objects in a stock App. */
export function stockMemory(clusters: number): number {
  return peakMemory(() => stockProgram(plainObjects(clusters), YamlOutputType.FILE_PER_CHART).synth());
}

/** Apps write to `CDK8S_OUTDIR`. */
function peakMemory(synthesize: () => void): number {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-profiles-'));
  process.env.CDK8S_OUTDIR = folder;
  try {
    synthesize();
  } finally {
    rmSync(folder, { recursive: true });
  }
  return process.resourceUsage().maxRSS / 1024;
}
