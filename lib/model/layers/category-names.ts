/**
 * Names of categories that mean the same: `mesh` and `Service Mesh`.
 */
import { compareText } from '../data/compare-text';
import { groupBy } from '../data/group-by';

/** Names that people give to one category, in singular and lower case. */
const SYNONYMS: readonly (readonly string[])[] = [
  ['api gateway', 'gateway', 'ingress', 'ingress controller'],
  ['certificate', 'certificate management', 'pki', 'tls'],
  ['cloud native network', 'cni', 'network', 'networking'],
  ['cloud native storage', 'csi', 'storage'],
  ['continuous delivery', 'continuous integration and delivery', 'deployment'],
  ['iam', 'identity', 'identity and access management', 'authentication'],
  ['key management', 'secret', 'secret management'],
  ['log', 'logging'],
  ['message queue', 'messaging', 'streaming', 'streaming and messaging'],
  ['mesh', 'service mesh'],
  ['metric', 'monitoring'],
  ['policy', 'policy engine', 'policy management'],
  ['tracing', 'distributed tracing'],
];
const GROUP_OF: ReadonlyMap<string, number> = new Map(SYNONYMS.flatMap((names, i) => names.map(name => [name, i] as const))); // prettier-ignore

/** Groups of at least two of `names` that mean the same, each sorted; independent of their order. */
export function findSynonyms(names: readonly string[]): string[][] {
  const distinct = [...new Set(names)].sort(compareText);
  const keys = new Set(distinct.map(name => keyOf(wordsOf(name))));
  const groups = groupBy(distinct, name => {
    const words = wordsOf(name);
    return (
      shorterNames(words)
        .map(keyOf)
        .find(key => keys.has(key)) ?? keyOf(words)
    );
  });
  const several = [...groups.values()].filter(group => group.length > 1);
  return several.sort((a, b) => compareText(a[0], b[0]));
}

/** `certificate management`: in lower case and in singular. */
function wordsOf(name: string): string[] {
  const words =
    name
      .toLowerCase()
      .replaceAll('&', ' and ')
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.map(word => (word.length > 3 && /[^s]s$/.test(word) ? word.slice(0, -1) : word));
}

/** What `container runtime` and `security and compliance` are called for short: `runtime`, `security`. */
function shorterNames(words: readonly string[]): string[][] {
  if (words.length < 2 || GROUP_OF.has(words.join(' '))) return [];
  const and = words.indexOf('and');
  if (and > 0) return [words.slice(0, and), words.slice(and + 1)];
  // "Data Mesh" is no "Service Mesh", nor "Object Storage" a "CSI"
  return GROUP_OF.has(words.at(-1)!) ? [] : [words.slice(-1)];
}

/** The same for all that mean the same; "Load Balancer" and "Loadbalancer" do. */
function keyOf(words: readonly string[]): string {
  const known = GROUP_OF.get(words.join(' '));
  return known === undefined ? words.join('') : SYNONYMS[known][0];
}
