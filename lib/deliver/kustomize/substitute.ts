/**
 * Replaces variables as `postBuild` of a Flux Kustomization does (`${NAME}`, `${NAME:=default}`).
 *
 * A variable whose value is not known stays as it is, so that a reader sees that the text is not the final one.
 */
import { recordIn } from '../../model/data/fields';
import { type Fields, isRecord } from '../../model/data/json';
import { metadataOf } from './built-object';

/** Values by name. */
export interface Variables {
  readonly values: ReadonlyMap<string, string>;
  /** Whether there may be others, in objects that were not found. */
  readonly isOpen: boolean;
}

const VARIABLE = /\$?\$\{([A-Za-z_]\w*)(?:(:?[-=])([^{}]*))?\}/g;
const SUBSTITUTE = 'kustomize.toolkit.fluxcd.io/substitute';

/** `object` with its variables replaced, unless it says that Flux should not. */
export function substitute(object: Fields, variables: Variables): Fields {
  const metadata = metadataOf(object);
  const isOff = ['labels', 'annotations'].some(key => recordIn(metadata, key)[SUBSTITUTE] === 'disabled');
  return isOff ? object : (replaceIn(object, variables) as Fields);
}

/** The same value if nothing in it changes. */
function replaceIn(value: unknown, variables: Variables): unknown {
  if (typeof value === 'string') return value.includes('${') ? typed(replaceText(value, variables), value) : value;
  if (Array.isArray(value)) {
    const items = value.map(item => replaceIn(item, variables));
    return items.some((item, i) => item !== value[i]) ? items : value;
  }
  if (!isRecord(value)) return value;
  let isChanged = false;
  const fields = Object.entries(value).map(([key, field]) => {
    const replaced = replaceIn(field, variables);
    const name = key.includes('${') ? replaceText(key, variables) : key;
    isChanged ||= replaced !== field || name !== key;
    return [name, replaced] as const;
  });
  return isChanged ? Object.fromEntries(fields) : value;
}

function replaceText(text: string, { values, isOpen }: Variables): string {
  return text.replace(VARIABLE, (whole: string, name: string, operator?: string, fallback = '') => {
    if (whole.startsWith('$$')) return whole.slice(1);
    const value = values.get(name);
    if (value !== undefined && (value !== '' || operator?.startsWith(':') !== true)) return value;
    if (isOpen && value === undefined) return whole;
    return operator === undefined ? '' : fallback;
  });
}

/** Flux replaces text before it reads it as YAML, so `suspend: ${SUSPEND}` becomes a boolean. */
function typed(text: string, before: string): unknown {
  if (text === before || !/^\$\{[^}]*\}$/.test(before)) return text;
  return text === 'true' ? true : text === 'false' ? false : text;
}
