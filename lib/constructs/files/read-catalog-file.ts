/**
 * Reads the content of a catalog from a lock file or a Helm index.
 */
import type { CatalogEntry } from '../../model/catalog-entry';
import { isCatalogLock, type LockSource, parseCatalogLock } from '../../model/formats/catalog-lock';
import { dropUndownloadable } from '../../model/helm-index/drop-undownloadable';
import type { RecordedRepository, RecordedSource, SourceAccess } from '../../model/formats/source-access';
import { parseHelmIndex } from '../../model/helm-index/helm-index';
import type { Problem } from '../../model/problem';
import { readText } from './read-text-file';

/** How to read a file of a catalog. */
export interface ReadCatalogOptions {
  /** URL of the chart repository. @default the lock file's */
  readonly repository?: string;
  /** Whether every chart version is a profile, not only annotated ones. @default false */
  readonly everyVersion?: boolean;
  /** A source on the cluster that has the charts. @default the lock file's, or none */
  readonly sourceRef?: RecordedSource;
}

/** The content of a catalog's file, and its problems. */
export interface CatalogFile {
  readonly entries: readonly CatalogEntry[];
  /** URL of the chart repository; empty if unknown. */
  readonly repository: string;
  /** How Flux reaches the repository. Absent: the file does not say so. */
  readonly access?: SourceAccess & { readonly sourceRef?: RecordedSource };
  /** How Flux reaches the Git repositories of its profiles, by URL. Absent: without a login. */
  readonly gitSources?: Readonly<Record<string, SourceAccess>>;
  /** The file itself. */
  readonly file: string;
  /** The source of a lock file. Absent: a Helm index does not name it. */
  readonly source?: Pick<LockSource, 'name' | 'namespace'>;
  readonly problems: readonly Problem[];
}

/** Reads `path`, relative to the working directory, with `read`. */
export function readCatalogFile(path: string, options: ReadCatalogOptions, read = readText): CatalogFile {
  const file = read(path);
  // one problem is enough: whether an unread file names its repository is unknown
  if ('problem' in file) return toCatalogFile(path, { entries: [], problems: [file.problem], isLock: true }, options);
  return toCatalogFile(path, parse(file.text, path, options), options);
}

interface Content {
  readonly entries: readonly CatalogEntry[];
  readonly problems: readonly Problem[];
  readonly isLock?: boolean;
  readonly repository?: string;
  readonly access?: SourceAccess;
  readonly repositories?: readonly RecordedRepository[];
  readonly sourceRef?: RecordedSource;
  readonly source?: LockSource;
}

/** Reads a lock file or a Helm index, depending on the text. */
function parse(text: string, file: string, { everyVersion }: ReadCatalogOptions): Content {
  if (!isCatalogLock(text)) return dropUndownloadable(parseHelmIndex(text, { file, everyVersion }));
  const { lock, problems } = parseCatalogLock(text, file);
  return {
    entries: lock?.entries ?? [],
    problems,
    isLock: true,
    repository: lock?.source.url,
    access: lock?.source.access,
    repositories: lock?.source.repositories,
    sourceRef: lock?.source.sourceRef,
    source: lock?.source,
  };
}

function accessTo({ access, sourceRef: recorded }: Pick<Content, 'access' | 'sourceRef'>, options: ReadCatalogOptions) {
  const sourceRef = options.sourceRef ?? recorded;
  return sourceRef === undefined ? access : { ...access, sourceRef };
}

function toCatalogFile(file: string, content: Content, options: ReadCatalogOptions): CatalogFile {
  const { entries, problems, isLock, repositories } = content;
  const repository = options.repository ?? content.repository;
  // profiles in Git repositories have their own URL
  const needsRepository = isLock !== true || entries.some(({ origin }) => origin.kind === 'chart');
  const isMissing = repository === undefined && needsRepository;
  return {
    entries,
    repository: repository ?? '',
    // credentials are not sent to another repository
    access: accessTo(repository === content.repository ? content : {}, options),
    gitSources: repositories && Object.fromEntries(repositories.map(({ url, access }) => [url, access])),
    file,
    ...(content.source && { source: content.source }),
    problems: isMissing ? [...problems, { kind: 'missing-repository', file }] : problems,
  };
}
