/**
 * Templates as JSON and YAML for programs. Keys are frozen; one without a value is absent.
 */
import type { FoundParameter } from '../../model/templates/find-parameters';
import type { TemplateProfile } from '../../model/templates/template-definition';
import { compact } from '../../model/formats/source-access';
import type { FoundTemplate } from './find-templates';

/** A template without what is in it. */
export function templateToData({ definition, parameters }: FoundTemplate): object {
  const { name, namespace, kind, apiVersion, description, renderType, profiles, at } = definition;
  return compact({
    ...{ name, namespace, kind, apiVersion, description, renderType, file: at.file, line: at.line },
    parameters: parameters.map(({ name: parameter }) => parameter),
    profiles: profiles.map(profile => profile.name),
  });
}

export function parameterToData(parameter: FoundParameter): object {
  const { name, description, required, options, editable, isDeclared, isUsed } = parameter;
  return compact({ name, description, required, default: parameter.default, options, editable, declared: isDeclared, used: isUsed }); // prettier-ignore
}

export function profileToData({
  name,
  version,
  namespace,
  layer,
  required,
  editable,
  values,
}: TemplateProfile): object {
  return compact({ name, version, namespace, layer, required, editable, values: values?.text });
}

/** `required`, `optional, editable`. */
export function describeProfile({ required, editable }: Pick<TemplateProfile, 'required' | 'editable'>): string {
  return [required ? 'required' : 'optional', ...(editable ? ['editable'] : [])].join(', ');
}
