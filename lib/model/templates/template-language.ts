/**
 * What a template is written in: `envsubst`, which is part of this folder, or Go's text/template,
 * whose engine is in `lib/engine`.
 */
import { findVariables, substitute } from './envsubst/envsubst';
import { EnvsubstFault } from './envsubst/parse-envsubst';

/** Why a text cannot be read or filled in. */
export interface TextFault {
  readonly reason: string;
  /** Of what is wrong. Absent: unknown. */
  readonly offset?: number;
}

/** A parameter in a text. */
export interface FoundName {
  readonly name: string;
  /** Whether the text says what stands for it if it has no value. */
  readonly hasDefault: boolean;
  /** Of its first place. Absent: unknown. */
  readonly offset?: number;
}

/** Why no text of a template can be read or filled in: it takes too long, or its engine is missing. */
export class LanguageFailure extends Error {}

/** Reads and fills in the texts of one template; may throw `LanguageFailure`. The results are in the order of the texts. */
export interface TemplateLanguage {
  findNames(texts: readonly string[]): readonly ({ readonly names: readonly FoundName[] } | TextFault)[];
  render(
    texts: readonly string[],
    values: ReadonlyMap<string, string>,
  ): readonly ({ readonly text: string } | TextFault)[];
}

/** `${VARIABLES}`. */
export const ENVSUBST: TemplateLanguage = {
  findNames: texts => texts.map(text => attempt(() => ({ names: findVariables(text) }))),
  render: (texts, values) =>
    texts.map(text => attempt(() => ({ text: substitute(text, name => values.get(name) ?? '') }))),
};

function attempt<T extends object>(read: () => T): T | TextFault {
  try {
    return read();
  } catch (fault) {
    if (fault instanceof EnvsubstFault) {
      const reason = `${fault.reason}; if the text "\${" is meant, write "$\${"`;
      return { reason, offset: fault.offset };
    }
    throw fault;
  }
}
