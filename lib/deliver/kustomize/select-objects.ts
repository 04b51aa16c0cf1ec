/**
 * Which objects a patch of kustomize changes.
 */
import { groupOf } from '../../model/applied-cluster';
import { recordIn, textIn } from '../../model/data/fields';
import type { Fields } from '../../model/data/json';
import { type BuiltObject, metadataOf, metadataText, ownName } from './built-object';
import { isClusterScoped } from './name-objects';

/** Whether an object is the one that `patch` names, with its name of now or an earlier one. */
export function isNamedBy(patch: Fields): (built: BuiltObject) => boolean {
  const [name, namespace] = [metadataText(patch, 'name'), effective(patch, metadataText(patch, 'namespace'))];
  return ({ object, earlier = [] }) =>
    object.apiVersion === patch.apiVersion &&
    object.kind === patch.kind &&
    [...earlier, ownName(object)].some(id => id.name === name && effective(object, id.namespace) === namespace);
}

/** Whether an object is selected by `target`, whose texts are regular expressions; an empty one matches everything. */
export function isSelectedBy(target: Fields): (built: BuiltObject) => boolean {
  const [group, version, kind, name, namespace] = ['group', 'version', 'kind', 'name', 'namespace'].map(key =>
    toPattern(textIn(target, key)),
  );
  const [labels, annotations] = ['labelSelector', 'annotationSelector'].map(key => toSelector(textIn(target, key)));
  return ({ object, earlier = [] }) => {
    const apiVersion = textIn(object, 'apiVersion') ?? '';
    const metadata = metadataOf(object);
    const ids = [...earlier.slice(0, 1), ownName(object)];
    return (
      group.test(groupOf(apiVersion)) &&
      version.test(apiVersion.split('/').at(-1)!) &&
      kind.test(textIn(object, 'kind') ?? '') &&
      ids.some(id => name.test(id.name)) &&
      ids.some(id => namespace.test(effective(object, id.namespace))) &&
      labels(recordIn(metadata, 'labels')) &&
      annotations(recordIn(metadata, 'annotations'))
    );
  };
}

/** The namespace as kustomize compares it. */
function effective(object: Fields, namespace: string): string {
  return isClusterScoped(object) ? '' : namespace || 'default';
}

function toPattern(text = ''): RegExp {
  try {
    return text === '' ? /^/ : new RegExp(`^(?:${text})$`);
  } catch {
    return /^/; // not a pattern in JavaScript; matching more is the lesser mistake
  }
}

/** `app=web,tier!=test,managed,!old`; other forms match everything. */
function toSelector(text: string | undefined): (values: Fields) => boolean {
  const terms = (text ?? '').split(',').map(term => term.trim()).filter(term => term !== ''); // prettier-ignore
  if (terms.some(term => /[()]| in | notin /.test(term))) return () => true;
  return values =>
    terms.every(term => {
      const [, key, not, wanted] = /^(!?[^!=]+?)(!)?={1,2}(.*)$/.exec(term) ?? [];
      if (key !== undefined) return (values[key.trim()] === wanted.trim()) === (not === undefined);
      return term.startsWith('!') ? values[term.slice(1)] === undefined : values[term] !== undefined;
    });
}
