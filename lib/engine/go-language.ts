/**
 * Templates with `renderType: templating`: Go's text/template with the functions of sprig, except
 * those that reach the machine, or give something else each time.
 */
import type { TemplateDefinition } from '../model/templates/template-definition';
import { ENVSUBST, type TemplateLanguage, type TextFault } from '../model/templates/template-language';
import { Engine } from './engine';

/** The engine of this process. */
const ENGINE = new Engine();

/** As in engine/functions.go. */
const WITHHELD = new Set('env expandenv getHostByName now ago randAlpha randAlphaNum randAscii randBytes randInt randNumeric shuffle uuidv4 bcrypt derivePassword encryptAES htpasswd genCA genCAWithKey genPrivateKey genSelfSignedCert genSelfSignedCertWithKey genSignedCert genSignedCertWithKey'.split(' ')); // prettier-ignore

interface Answer {
  readonly error?: string;
}

/** The language that `template` is written in. */
export function languageOf(template: TemplateDefinition, engine = ENGINE): TemplateLanguage {
  return template.renderType === 'envsubst' ? ENVSUBST : goLanguage(template, engine);
}

/** Go's templates, with the delimiters and the name of `template`. */
function goLanguage({ name, namespace = '', options }: TemplateDefinition, engine: Engine): TemplateLanguage {
  const { delimiters } = options;
  return {
    findNames: texts => {
      const answers = askFor(texts, () => engine.ask({ names: { texts, delimiters } })) as readonly (Answer & { names: readonly { name: string; offset: number }[] })[]; // prettier-ignore
      return answers.map(({ error, names }, i) => {
        if (error !== undefined) return toFault(error, texts[i]);
        return { names: names.map(found => ({ name: found.name, hasDefault: true, offset: toUnits(texts[i], found.offset) })) }; // prettier-ignore
      });
    },
    render: (texts, values) => {
      const render = { texts, delimiters, params: Object.fromEntries(values), meta: { name, namespace } };
      const answers = askFor(texts, () => engine.ask({ render })) as readonly (Answer & { text: string })[];
      return answers.map(({ error, text }, i) => (error === undefined ? { text } : toFault(error, texts[i])));
    },
  };
}

/** The engine is not needed for a template without texts. */
function askFor(texts: readonly string[], ask: () => unknown): unknown {
  return texts.length === 0 ? [] : ask();
}

/** `template: t:2:7: executing "t" at <.params.a>: …`, as its reason and its offset in `text`. */
function toFault(error: string, text: string): TextFault {
  const [, line, column = '0', words] = /^template: t:(\d+)(?::(\d+))?: (?:executing "t" at )?(.*)$/s.exec(error) ?? [];
  const missing = /function "(\w+)" not defined/.exec(error)?.[1] ?? '';
  const reason = WITHHELD.has(missing)
    ? `the function "${missing}" is not available, because equal parameters must give equal files; use a parameter instead` // prettier-ignore
    : (words ?? error);
  if (line === undefined) return { reason };
  const before = text.split('\n').slice(0, Number(line) - 1).reduce((sum, one) => sum + one.length + 1, 0); // prettier-ignore
  return { reason, offset: Math.min(before + Number(column), text.length) };
}

/** An offset in bytes of UTF-8 as one in UTF-16. */
function toUnits(text: string, bytes: number): number {
  return Buffer.from(text).subarray(0, bytes).toString().length;
}
