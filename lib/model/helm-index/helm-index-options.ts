/**
 * Options of the readers of Helm indexes.
 */
import type { ProfileChoice } from '../formats/helm-index-entry';

/** Which file is read, and which of its chart versions are profiles. */
export interface HelmIndexOptions extends ProfileChoice {
  /** Name of the file, for locations. */
  readonly file: string;
}
