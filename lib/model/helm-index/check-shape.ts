/**
 * Whether Flux reads an index, or refuses it as a whole. The first fault is enough: all of the
 * index is refused for it.
 */
import { nameValue } from '../formats/field-reader';
import { isTime, memberShape, type Shape } from '../lists/shape';
import type { Problem } from '../problem';
import type { FileLocation } from '../yaml/file-location';
import { readPlainGo } from '../yaml/go-scalars';
import { NOWHERE, type YamlMap, type YamlValue } from '../yaml/yaml-value';
import { ROOT_SHAPE, shapeInJson, VERSION_SHAPE } from './index-shape';

/** What is wrong with a value, and what to do. */
interface Misfit {
  readonly what: string;
  readonly at: FileLocation;
}

const JSON_VERSION_SHAPE = shapeInJson(VERSION_SHAPE);
const JSON_ROOT_SHAPE = shapeInJson(ROOT_SHAPE);

/** Looks at the parts of one index, until Flux would refuse one. */
export class ShapeCheck {
  private problem: Problem | undefined;

  constructor(private readonly isJson = false) {}

  /** Looks at a version of `chart`; true when no more need to be looked at. */
  checkVersion(chart: string, version: YamlValue): boolean {
    return this.check(version, this.isJson ? JSON_VERSION_SHAPE : VERSION_SHAPE, ` of chart "${chart}"`);
  }

  /** Says that there is no list of versions of `chart`, but `value`. */
  checkNoList(chart: string, value: YamlValue): void {
    if (value.type !== 'null')
      this.refuse(`chart "${chart}" is ${nameValue(value)} (write a list of its versions)`, value.at);
  }

  /** Why Flux refuses the index, in which the charts in `repeated` are listed twice; `undefined` if it does not. */
  findRefusal(repeated: readonly { readonly name: string; readonly at: FileLocation }[]): Problem | undefined {
    const [again] = repeated;
    if (again === undefined || this.isJson) return this.problem;
    const reason = `chart "${again.name}" is listed twice (make the two lists one)`;
    return { kind: 'refused-index', reason, location: again.at };
  }

  /** Looks at what is around the charts. */
  checkRoot(root: YamlMap): void {
    this.check(root, this.isJson ? JSON_ROOT_SHAPE : ROOT_SHAPE, '');
  }

  private check(value: YamlValue, shape: Shape, where: string): boolean {
    if (this.problem !== undefined) return true;
    const misfit = findMisfit(value, shape, '', this.isJson);
    if (misfit !== undefined) this.refuse(misfit.what.replace(/(?<=^".*?")/, where), misfit.at);
    return misfit !== undefined;
  }

  private refuse(reason: string, at: FileLocation): void {
    this.problem ??= { kind: 'refused-index', reason, location: at === NOWHERE ? undefined : at };
  }
}

/** The first thing in `value`, the field `key`, that is not of `shape`. */
function findMisfit(value: YamlValue, shape: Shape, key: string, isJson: boolean): Misfit | undefined {
  if (value.type === 'null' || shape === 'any') return undefined;
  if (typeof shape === 'string') return isOf(value, shape) ? undefined : describe(value, key, REMEDIES[shape]);
  if ('list' in shape) {
    if (value.type !== 'list') return describe(value, key, 'write a list');
    return firstOf(value.items, item => findMisfit(item, shape.list, key, isJson));
  }
  if (value.type !== 'map') return describe(value, key, 'write a map');
  const [again] = isJson ? [] : value.repeated;
  if (again !== undefined) return { what: `"${again.key}" is written twice (keep one)`, at: again.at };
  return firstOf([...value.fields], ([name, field]) => {
    const member = memberShape(shape, name);
    if (member !== undefined) return findMisfit(field, member, name, isJson);
    const at = field.at;
    return { what: `"${name}" is not a field that Helm knows (remove it, or make it an annotation)`, at };
  });
}

const REMEDIES = { text: 'quote it', scalar: 'write text', boolean: 'write true or false', time: 'write a time, as in "2006-01-02T15:04:05Z"' }; // prettier-ignore

function isOf(value: YamlValue, shape: 'text' | 'scalar' | 'boolean' | 'time'): boolean {
  if (!('text' in value)) return false;
  const isText = value.type === 'text' && value.isOtherInGo !== true;
  switch (shape) {
    case 'scalar':
      return true;
    case 'text':
      return isText || (value.type === 'number' && typeof readPlainGo(value.text) === 'string');
    case 'boolean':
      return !isText && typeof readPlainGo(value.text) === 'boolean';
    case 'time':
      return isText && isTime(value.text);
  }
}

function describe(value: YamlValue, key: string, remedy: string): Misfit {
  const text = 'text' in value ? value.text.slice(0, 100) : '';
  const is = value.type === 'text' ? `is "${text}"` : `is ${nameValue(value)}`;
  const other = value.type === 'text' && value.isOtherInGo === true ? ', which Helm does not read as text' : '';
  return { what: `"${key}" ${is}${other} (${remedy})`, at: value.at };
}

function firstOf<T>(items: readonly T[], find: (item: T) => Misfit | undefined): Misfit | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
