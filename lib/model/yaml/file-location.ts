/**
 * Where something was read. Lines and columns start at 1.
 */
export interface FileLocation {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}
