/**
 * Reads the parameters that a template declares in `spec.params`.
 */
import { FieldReader } from '../formats/field-reader';
import { compact } from '../formats/source-access';
import type { TemplateParameter } from './template-definition';

const FIELDS = ['default', 'description', 'editable', 'name', 'options', 'required'];
/** Names that both languages can refer to. */
const NAME = /^[\p{L}_][\p{L}\p{Nd}_]*$/u;

/** The declared parameters, in the order of the file; reports problems to `spec`. */
export function readParams(spec: FieldReader): readonly TemplateParameter[] {
  const names = new Set<string>();
  return spec.maps('params', 'a parameter', '- name: CLUSTER_NAME').map(unnamed => {
    const name = readName(unnamed);
    const reader = name === '' ? unnamed : new FieldReader(unnamed.map, `parameter "${name}"`, unnamed.problems);
    reader.allowOnly(FIELDS);
    if (name !== '' && names.has(name)) reader.report(`parameter "${name}" is declared again`, 'declare it once');
    names.add(name);
    const options = reader.texts('options', '- "1"');
    const value = reader.text('default');
    if (value !== undefined && options.length > 0 && !options.includes(value)) {
      reader.reportField('default', `is "${value}"`, `write one of its options: ${options.join(', ')}`);
    }
    return {
      name,
      ...compact({ description: reader.text('description'), default: value }),
      options,
      required: reader.boolean('required') ?? true,
      editable: reader.boolean('editable') ?? true,
      at: reader.map.at,
    };
  });
}

function readName(reader: FieldReader): string {
  const name = reader.requiredText('name') ?? '';
  if (name !== '' && !NAME.test(name)) {
    reader.reportField('name', `is "${name}"`, 'use letters, digits and "_", beginning with a letter, as in CLUSTER_NAME'); // prettier-ignore
  }
  return name;
}
