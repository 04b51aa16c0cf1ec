/**
 * What a Receiver can know of an object that it may wake: CEL over `metadata.managedFields`.
 *
 * A Receiver reads nothing but metadata. When an object was applied, and when it was woken, is metadata
 * too. Conditions are one field, so that these do not show whether a release is ready.
 */

/** How long after a change something can follow from it: later commits do not make Flux check a release again. */
const RECENT = "timestamp(req.timestamp) - timestamp(f.time) < duration('1h')";

/** Whether `res` was applied with changes in the last hour. */
export const CHANGED = someEntry(`f.operation == 'Apply' && ${RECENT}`);

/** Whether the entry `w` says when the object was woken. */
const WOKE = "w.?fieldsV1[?'f:metadata'][?'f:annotations'][?'f:reconcile.fluxcd.io/requestedAt'].hasValue()";

/** Whether `res`, the relay of a wave, has changed and was not woken since: an action of its wave is still to come. */
export const HAS_ACTION = someEntry(
  `f.operation == 'Apply' && ${RECENT}` +
    ` && !res.metadata.managedFields.exists(w, ${WOKE} && timestamp(w.time) > timestamp(f.time))`,
);

function someEntry(condition: string): string {
  return `(has(res.metadata.managedFields) && res.metadata.managedFields.exists(f, ${condition}))`;
}
