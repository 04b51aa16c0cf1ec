/**
 * Objects as the controllers of Flux 2.9 wrote them, with the identifiers of objects and what they applied left out.
 * An expression of this library is recorded as `revision 1a2b3c4d5e`.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { waitForRevision } from '../../lib/flux/ready-expr';
import { type FluxObject, readFluxObjects } from '../../lib/status/flux-object';

export type Recording = 'installing' | 'sick' | 'suspended' | 'held' | 'manifests' | 'troubles';

/** What kubectl printed. */
export function recordedText(name: Recording): string {
  const text = readFileSync(join(__dirname, '../data/cluster-objects', `${name}.json`), 'utf8');
  return text.replace(
    /"name":"([^"]+)","readyExpr":"revision ([0-9a-f]{10})"/g,
    (_, name: string, revision: string) => {
      const readyExpr = waitForRevision(name, new Map([[name, revision]]));
      return JSON.stringify({ name, readyExpr }).slice(1, -1);
    },
  );
}

export function recordedObjects(name: Recording): FluxObject[] {
  return readFluxObjects((JSON.parse(recordedText(name)) as { items: unknown[] }).items);
}
