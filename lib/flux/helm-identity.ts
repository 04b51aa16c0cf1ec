/**
 * Which Helm release a HelmRelease installs, as CEL expressions over the variable that contains it.
 * Absent fields have the defaults of helm-controller.
 */

/** Name of the Helm release of `object`, as helm-controller computes it. */
export function helmName(object: string): string {
  return (
    `(has(${object}.spec.releaseName) ? ${object}.spec.releaseName : (has(${object}.spec.targetNamespace)` +
    ` ? ${object}.spec.targetNamespace + '-' : '') + ${object}.metadata.name)`
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
