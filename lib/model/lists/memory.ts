/**
 * What the remembered fields of nested maps have in common.
 */

/** What nested maps share. */
export class Memory {
  /** Number of fields that are remembered. */
  size = 0;

  /** `wanted`: keys whose values are read, at any depth. `checks`: whether fields must have their shapes. */
  constructor(
    readonly wanted: ReadonlySet<string>,
    readonly checks: { isOn: boolean },
  ) {}
}
