/**
 * How much of a git repository is read at most, and for how long.
 */

export interface GitLimits {
  /** Tags that publish profiles: of more, the newest of every folder are read. */
  readonly tags: number;
  /** Bytes of the list of tags. */
  readonly listBytes: number;
  /** Bytes of what is fetched in one run, as it is sent. */
  readonly downloadBytes: number;
  /** Bytes of one file that is sent, unpacked, where all of it must be in memory: without git. */
  readonly unpackedBytes: number;
  /** Bytes of one `profile.yaml`: the server need not send larger files at all. */
  readonly fileBytes: number;
  /** Bytes of all of them together. */
  readonly allFilesBytes: number;
  /** Bytes of the lists of all folders at one depth. */
  readonly treesBytes: number;
  readonly listMs: number;
  readonly fetchMs: number;
  readonly readMs: number;
  /** Fetches after which a mirror is made anew, so that it stays small. */
  readonly fetches: number;
}

const MEGABYTE = 1024 * 1024;

export const GIT_LIMITS: GitLimits = {
  tags: 10_000,
  listBytes: 64 * MEGABYTE,
  downloadBytes: 1024 * MEGABYTE,
  unpackedBytes: 64 * MEGABYTE,
  fileBytes: MEGABYTE,
  allFilesBytes: 100 * MEGABYTE,
  treesBytes: 256 * MEGABYTE,
  listMs: 60_000,
  fetchMs: 600_000,
  readMs: 120_000,
  fetches: 50,
};
