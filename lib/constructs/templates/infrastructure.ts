/**
 * Adds the objects of a cluster that is made from a template, which the management cluster applies.
 */
import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Fields, JsonObject } from '../../model/data/json';
import { isRecord } from '../../model/data/json';
import { parseDocuments } from '../../model/formats/parse-documents';
import type { Problem } from '../../model/problem';
import type { RenderedFile } from '../../model/templates/render-template';
import { isPruned, withoutPruning } from '../../model/templates/without-pruning';
import type { Layout } from '../files/layout-files';
import { PlainObject } from '../tree/plain-object';
import { LAYOUT, mark } from '../tree/symbols';

/** What a chart of them is made of. */
export interface InfrastructureProps {
  readonly files: readonly RenderedFile[];
  /** File of objects whose template says no path. */
  readonly defaultFile: string;
  /** Whether Flux may not prune objects in raw texts; those of others are annotated already. */
  readonly injectPruneAnnotation: boolean;
  /** Name of the template, for problems. */
  readonly template: string;
}

/** Adds a chart `id` with the objects, which is written to the files of the template; returns what cannot be read. */
export function addInfrastructure(scope: Construct, id: string, props: InfrastructureProps): Problem[] {
  const chart = new Chart(scope, id);
  const problems: Problem[] = [];
  const files: string[] = [];
  for (const { path = props.defaultFile, objects, raw } of props.files) {
    const read = raw === undefined ? objects : readRaw(raw, props, problems);
    for (const object of read) {
      files.push(path);
      const index = files.length - 1;
      new PlainObject(chart, `${index}`, () => object as JsonObject);
    }
  }
  const indexOf = ({ node }: { readonly node: { readonly id: string } }) => Number(node.id);
  const folder = props.defaultFile.replace(/\.yaml$/, '');
  mark(chart, LAYOUT, { folder, fileOf: object => files[indexOf(object)], indexOf } satisfies Layout);
  return problems;
}

function readRaw(
  raw: string,
  { template, injectPruneAnnotation }: InfrastructureProps,
  problems: Problem[],
): readonly Fields[] {
  const read = parseDocuments(raw, `raw text of template ${template}`);
  problems.push(...read.problems);
  const objects = read.objects.map(({ object }) => object);
  for (const { apiVersion, kind, metadata } of objects) {
    if (typeof apiVersion === 'string' && typeof kind === 'string' && isRecord(metadata)) continue;
    const reason = 'a raw text contains something that is not an object of Kubernetes';
    problems.push({ kind: 'invalid-template', reason });
    return [];
  }
  return injectPruneAnnotation
    ? objects.map(object => (isPruned(object.kind) ? object : withoutPruning(object)))
    : objects;
}
