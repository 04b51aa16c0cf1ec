/**
 * Whether a chart version is a profile, and how the profile is called.
 *
 * Weave GitOps looks only for the annotation `weave.works/profile`, whatever its value, and calls
 * the profile like its chart; its documentation writes "", a title or a name there.
 */
import type { FieldReader } from './field-reader';

/** The annotation that makes a chart version a profile. */
export const PROFILE = 'weave.works/profile';

/** What the annotation says. */
export interface ProfileMark {
  /** `refused`: it is "false". */
  readonly state: 'annotated' | 'not annotated' | 'refused';
  /** Name of the profile. Absent: that of its chart. */
  readonly name?: string;
  /** A text with blanks, which cannot be a name: `A Demo Profile`. */
  readonly title?: string;
}

/** Reads the annotation; reports a value that is not text. */
export function readProfileMark(annotations: FieldReader | undefined): ProfileMark {
  const value = annotations?.map.fields.get(PROFILE);
  if (annotations === undefined || value === undefined) return { state: 'not annotated' };
  const text = annotations.text(PROFILE)?.trim() ?? '';
  if (/^false$/i.test(text)) return { state: 'refused' };
  if (text === '' || /^true$/i.test(text)) return { state: 'annotated' };
  return { state: 'annotated', ...(/\s/.test(text) ? { title: text } : { name: text }) };
}
