/**
 * Decides which profiles of a template a cluster gets, and how.
 */
import { compareText } from '../../model/data/compare-text';
import { compact } from '../../model/formats/source-access';
import type { RenderedProfile } from '../../model/templates/render-template';
import type { TemplateClusterOptions, TemplateProfileChoice } from '../props/template-cluster-options';
import type { Values } from '../props/values';

/** A profile that a cluster gets. */
export interface ChosenProfile extends Omit<TemplateProfileChoice, 'values'> {
  readonly name: string;
  /** Later over earlier. */
  readonly values: readonly Values[];
  /** What the template says about it. Absent: it is not in the template. */
  readonly template?: RenderedProfile;
}

/** By name: what the template requires, and what is chosen. */
export function chooseProfiles(
  profiles: readonly RenderedProfile[],
  choices: TemplateClusterOptions['profiles'] = [],
): readonly ChosenProfile[] {
  const chosen = new Map<string, TemplateProfileChoice>(
    isNames(choices) ? choices.map(name => [name, {}]) : Object.entries(choices),
  );
  const known = profiles
    .filter(({ name, required }) => required || chosen.has(name))
    .map(profile => combine(profile, chosen.get(profile.name) ?? {}));
  const names = new Set(profiles.map(({ name }) => name));
  const others = [...chosen]
    .filter(([name]) => !names.has(name))
    .map(([name, choice]): ChosenProfile => ({ ...choice, name, values: toList(choice.values) }));
  return [...known, ...others].sort((a, b) => compareText(a.name, b.name));
}

/** What the template says is fixed, unless the profile is editable. */
function combine(profile: RenderedProfile, choice: TemplateProfileChoice): ChosenProfile {
  const { name, editable, version, namespace: targetNamespace, layer, values } = profile;
  const own = compact({ version, targetNamespace, layer });
  const { values: given, ...rest } = choice;
  const template = values === undefined ? [] : [values as Values];
  return {
    name,
    ...(editable ? { ...own, ...compact(rest) } : { ...compact(rest), ...own }),
    values: editable || values === undefined ? [...template, ...toList(given)] : template,
    template: profile,
  };
}

function isNames(choices: NonNullable<TemplateClusterOptions['profiles']>): choices is readonly string[] {
  return Array.isArray(choices);
}

function toList(values: TemplateProfileChoice['values']): readonly Values[] {
  return [values ?? []].flat() as readonly Values[];
}
