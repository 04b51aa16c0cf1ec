/**
 * Limits on how much of a Git repository is read, and for how long.
 */
import { MEBIBYTE } from '../reading/bytes';

export type GitLimits = Readonly<typeof GIT_LIMITS>;

export const GIT_LIMITS = {
  /** Tags that publish profiles: of more, the newest of every folder are read. */
  tags: 10_000,
  /** Bytes of the list of tags. */
  listBytes: 64 * MEBIBYTE,
  /** Bytes of what is fetched in one run, as it is sent. */
  downloadBytes: 1024 * MEBIBYTE,
  /** Bytes of one file that is sent, unpacked, where all of it must be in memory: without git. */
  unpackedBytes: 64 * MEBIBYTE,
  /** Bytes of one `profile.yaml`: the server need not send larger files at all. */
  fileBytes: MEBIBYTE,
  /** Bytes of all of them together. */
  allFilesBytes: 100 * MEBIBYTE,
  /** Bytes of the lists of all folders at one depth. */
  treesBytes: 256 * MEBIBYTE,
  listMs: 60_000,
  fetchMs: 600_000,
  readMs: 120_000,
  /** Fetches after which a mirror is made anew, so that it stays small. */
  fetches: 50,
};
