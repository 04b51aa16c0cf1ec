/**
 * What a reader of Helm indexes is told.
 */
import type { ProfileChoice } from './helm-index-entry';

export interface HelmIndexOptions extends ProfileChoice {
  /** Name of the file, for locations. */
  readonly file: string;
}
