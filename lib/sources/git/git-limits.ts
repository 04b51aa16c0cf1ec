/**
 * Limits on how much of a Git repository is read, and for how long.
 */
import { MEBIBYTE } from '../reading/bytes';

export type GitLimits = Readonly<typeof GIT_LIMITS>;

export const GIT_LIMITS = {
  /** Tags that publish profiles. If there are more, the newest ones of every folder are read. */
  tags: 10_000,
  /** Bytes of the list of tags. */
  listBytes: 64 * MEBIBYTE,
  /** Bytes that are fetched in one run, compressed. */
  downloadBytes: 1024 * MEBIBYTE,
  /** Bytes of one fetched file, unpacked. Applies without git, because all of it must be in memory. */
  unpackedBytes: 64 * MEBIBYTE,
  /** Bytes of one `profile.yaml`; the server does not have to send larger files at all. */
  fileBytes: MEBIBYTE,
  /** Bytes of all `profile.yaml` files together. */
  allFilesBytes: 100 * MEBIBYTE,
  /** Bytes of the lists of all folders at one depth. */
  treesBytes: 256 * MEBIBYTE,
  listMs: 60_000,
  fetchMs: 600_000,
  readMs: 120_000,
  /** After this many fetches a mirror is created again, so that it stays small. */
  fetches: 50,
};
