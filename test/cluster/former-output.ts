/**
 * Output as it was written before each release stated all revisions once: each dependency had an
 * expression of its own with the revision in it.
 */
import { parse, stringify } from 'yaml';
import { Files } from '../servers/git-repository';

interface Reference {
  readonly name: string;
  readonly namespace?: string;
  readonly readyExpr?: string;
}

/** `files` with the former expressions; everything else stays. */
export function formerOutput(files: Files): Files {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [path, formerText(text)]));
}

function formerText(text: string): string {
  const object = parse(text) as { readonly kind: string; readonly spec: { readonly dependsOn?: readonly Reference[] } };
  const { dependsOn } = object.spec;
  if (object.kind !== 'HelmRelease' || dependsOn === undefined) return text;
  const stated = dependsOn.map(({ readyExpr = '' }) => /^.. revisions:(.*)\n/.exec(readyExpr)?.[1] ?? '').join('');
  const revisions = new Map([...stated.matchAll(/ (\S+)=(\S+);/g)].map(([, name, revision]) => [name, revision]));
  const spec = { ...object.spec, dependsOn: dependsOn.map(reference => formerReference(reference, revisions)) };
  const [head] = text.split('---\n', 1);
  return `${head}---\n${stringify({ ...object, spec }, { lineWidth: 0 })}`;
}

function formerReference(reference: Reference, revisions: ReadonlyMap<string, string>): Reference {
  const { name, namespace } = reference;
  const revision = revisions.get(namespace === undefined ? name : `${namespace}/${name}`);
  if (revision === undefined) return reference;
  const readyExpr =
    'has(dep.status.conditions) && dep.status.observedGeneration == dep.metadata.generation' +
    " && dep.status.conditions.exists(c, c.type == 'Ready' && c.status == 'True') && has(dep.metadata.labels)" +
    ` && dep.metadata.labels.exists(k, k == 'cdk8s-profiles/revision' && dep.metadata.labels[k] == '${revision}')` +
    " && !(has(dep.spec.suspend) && dep.spec.suspend) || 'cdk8s-profiles/ignore-order' in self.metadata.annotations";
  return { ...reference, readyExpr };
}
