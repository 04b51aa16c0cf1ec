/**
 * Which Helm release a HelmRelease installs, as CEL expressions over the variable that contains it.
 * Absent fields have the defaults of helm-controller.
 */

/** Name of the Helm release of `object`, before helm-controller shortens it. */
export function helmName(object: string): string {
  return (
    `(has(${object}.spec.releaseName) ? ${object}.spec.releaseName : (has(${object}.spec.targetNamespace)` +
    ` ? ${object}.spec.targetNamespace + '-' : '') + ${object}.metadata.name)`
  );
}

/**
 * Whether the Helm releases of `a` and `b` have one name. helm-controller shortens a name of more than
 * 53 characters to 40, `-` and a hash. CEL cannot compute the hash, so any hash is taken for it.
 */
export function isSameHelmName(a: string, b: string): string {
  const isShortened = (long: string, name: string) =>
    `(size(${long}) > 53 && size(${name}) == 53 && ${name}.startsWith(${long}.substring(0, 40) + '-'))`;
  return (
    `[[${helmName(a)}, ${helmName(b)}]].exists(n, n[0] == n[1]` +
    ` || ${isShortened('n[0]', 'n[1]')} || ${isShortened('n[1]', 'n[0]')})`
  );
}

/** Namespace in which Helm stores the record of the release of `object`. */
export function helmStorage(object: string): string {
  return `(has(${object}.spec.storageNamespace) ? ${object}.spec.storageNamespace : ${object}.metadata.namespace)`;
}

/** Namespace into which the release of `object` is installed. */
export function helmTarget(object: string): string {
  return `(has(${object}.spec.targetNamespace) ? ${object}.spec.targetNamespace : ${object}.metadata.namespace)`;
}
