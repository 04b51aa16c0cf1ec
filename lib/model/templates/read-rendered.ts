/**
 * Reads what a template became: objects, values, and paths of files.
 */
import { cutText } from '../data/cut-text';
import { fieldsOf } from '../data/fields';
import { type Fields, isRecord } from '../data/json';
import { type LocatedObject, parseDocuments } from '../formats/parse-documents';
import { DNS_SUBDOMAIN_RULE, isDnsSubdomain } from '../names';
import type { Problem } from '../problem';
import type { FileLocation } from '../yaml/file-location';
import { isPruned, withoutPruning } from './without-pruning';

/** Characters of a line in a message. */
const LONGEST_LINE = 100;

/** How objects are read. */
interface ObjectOptions {
  /** Problems are added to it. */
  readonly problems: Problem[];
  readonly injectPruneAnnotation: boolean;
}

/** `text` itself, if it is YAML. */
export function readRenderedText(text: string, at: FileLocation, problems: Problem[]): string | undefined {
  return readYaml(text, at, problems) && text;
}

/** The map in `text`; problems are at `at` of the template. */
export function readRenderedMap(text: string, at: FileLocation, problems: Problem[]): Fields | undefined {
  const objects = text.trim() === '' ? undefined : readYaml(text, at, problems);
  if (objects !== undefined && objects.length !== 1) report(problems, at, 'is not one map');
  return objects?.length === 1 ? objects[0].object : undefined;
}

function readYaml(text: string, at: FileLocation, problems: Problem[]): readonly LocatedObject[] | undefined {
  const { objects, problems: found } = parseDocuments(text, '');
  if (found.length === 0) return objects;
  report(problems, at, `is not readable as YAML, near "${lineOf(text, found[0])}"`);
  return undefined;
}

/** The object of Kubernetes in `text`. */
export function readRenderedObject(
  text: string,
  at: FileLocation,
  { problems, injectPruneAnnotation }: ObjectOptions,
): Fields | undefined {
  const object = readRenderedMap(text, at, problems);
  if (object === undefined) return undefined;
  const { metadata, kind } = object;
  const { name } = fieldsOf(metadata);
  if (typeof kind !== 'string') report(problems, at, 'has no kind');
  else if (typeof name !== 'string' || !isDnsSubdomain(name)) {
    problems.push({ kind: 'invalid-name', what: `name of the rendered ${kind}`, value: nameOf(name), rule: DNS_SUBDOMAIN_RULE, location: at }); // prettier-ignore
  } else if (injectPruneAnnotation && !isPruned(kind) && hasTextAnnotations(metadata, at, problems)) {
    return withoutPruning(object);
  }
  return object;
}

function hasTextAnnotations(metadata: unknown, at: FileLocation, problems: Problem[]): boolean {
  const annotations = fieldsOf(metadata).annotations ?? {};
  const isText = isRecord(annotations) && Object.values(annotations).every(value => typeof value === 'string');
  if (!isText) report(problems, at, 'has annotations that are not text');
  return isText;
}

/** The path of a file inside a folder: `clusters/a.yaml`. */
export function readFilePath(text: string, at: FileLocation, problems: Problem[]): string | undefined {
  const steps = text.trim().split('/').filter((step, i) => step !== '.' && (step !== '' || i === 0)); // prettier-ignore
  const isInside = steps.every(step => step !== '..' && step !== '' && !/[\\\0\n]/.test(step));
  if (isInside && steps.length > 0) return steps.join('/');
  report(problems, at, `is the path "${text}", which is not inside the folder`);
  return undefined;
}

function report(problems: Problem[], location: FileLocation, what: string): void {
  problems.push({ kind: 'invalid-template', reason: `the result ${what}`, location });
}

/** The last line of `text` that is not blank, up to a problem. */
function lineOf(text: string, { location }: Problem): string {
  const lines = text.split('\n').slice(0, location?.line);
  return cutText(
    lines
      .filter(line => line.trim() !== '')
      .at(-1)
      ?.trim() ?? '',
    LONGEST_LINE,
  );
}

function nameOf(name: unknown): string {
  return typeof name === 'string' ? name : name === undefined || name === null ? '' : JSON.stringify(name);
}
