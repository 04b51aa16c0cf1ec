/**
 * What the upgrades of a member wait for. `lockstep`: the new content of what it waits for. `flux`: they may overtake it.
 */
export type UpgradeOrder = 'lockstep' | 'flux';
