/**
 * Whether upgrades wait.
 */

/** Whether upgrades wait: in `lockstep` until the dependencies are upgraded too; by `flux` they may overtake them. */
export type UpgradeOrder = 'lockstep' | 'flux';
