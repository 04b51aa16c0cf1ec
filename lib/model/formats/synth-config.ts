/**
 * `cdk8s.yaml`: how a program is run, and where its manifests go.
 *
 * Like `cdk8s synth`, this ignores keys that it does not know, because the file is shared with other commands.
 */
import type { Problem } from '../problem';
import { formatProblem } from '../problem-words';
import { parseAnyYaml } from '../yaml/any-yaml';
import { FieldReader, nameValue } from './field-reader';

/** The name of the file, in the folder of the program. */
export const SYNTH_CONFIG_FILE = 'cdk8s.yaml';

/** What the file says. */
export interface SynthConfig {
  /** Shell command that runs the program: `ts-node main.ts`. */
  readonly app?: string;
  /** Folder of the manifests: `dist`. */
  readonly output?: string;
  readonly problems: readonly Problem[];
  /** What the file asks for and `pctl synth` does not do, in words. */
  readonly warnings: readonly string[];
}

/** Reads the text of `cdk8s.yaml`. */
export function parseSynthConfig(text: string, file: string): SynthConfig {
  const root = parseAnyYaml(text, file);
  if (root.type === 'null') return { problems: [], warnings: [] };
  if (root.type === 'map') return readFields(new FieldReader(root, file));
  const what = root.type === 'error' ? `${file} is not valid YAML: ${root.reason}` : `${file} is ${nameValue(root)}`;
  const remedy = root.type === 'error' ? 'correct it' : 'write a map with "app" and "output"';
  return { problems: [{ kind: 'invalid-props', what, remedy, location: root.at }], warnings: [] };
}

function readFields(reader: FieldReader): SynthConfig {
  const [app, output] = [reader.text('app'), reader.text('output')];
  const format = reader.childOrEmpty('synthConfig').text('format');
  if (format !== undefined && format !== 'plain') {
    reader.reportField('synthConfig', `has the format "${format}"`, 'use "cdk8s synth" for it', reader.locate('synthConfig')); // prettier-ignore
  }
  const isValidated = reader.map.fields.has('validations') && reader.map.fields.get('validations')?.type !== 'null';
  const what = '"validations" are not run by "pctl synth"';
  const skipped: Problem = {
    kind: 'invalid-props',
    what,
    remedy: 'run "cdk8s synth" to validate',
    location: reader.locate('validations'),
  };
  return { app, output, problems: reader.problems, warnings: isValidated ? [formatProblem(skipped)] : [] };
}
