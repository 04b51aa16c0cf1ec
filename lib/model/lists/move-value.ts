/**
 * Values that were read from a part of a file, with the places that they have in the file.
 */
import type { FileLocation } from '../yaml/file-location';
import type { YamlValue } from '../yaml/yaml-value';

/** `value`, which was read from a text of its own that begins at `start` of a file. */
export function moveValue(value: YamlValue, start: FileLocation): YamlValue {
  const move = ({ file, line, column }: FileLocation): FileLocation => ({
    file,
    line: line + start.line - 1,
    column: line === 1 ? column + start.column - 1 : column,
  });
  const at = move(value.at);
  if (value.type === 'list') return { ...value, at, items: value.items.map(item => moveValue(item, start)) };
  if (value.type !== 'map') return { ...value, at };
  const fields = [...value.fields].map(([key, field]) => [key, moveValue(field, start)] as const);
  const repeated = value.repeated.map(field => ({
    ...field,
    at: move(field.at),
    value: moveValue(field.value, start),
  }));
  return { ...value, at, fields: new Map(fields), repeated };
}
