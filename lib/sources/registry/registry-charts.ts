/**
 * The profiles of a registry: those of one chart, or of every chart in a folder.
 *
 * A chart or a tag that cannot be read is reported as one problem; the others are still read.
 */
import type { CatalogEntry } from '../../model/catalog-entry';
import { orderEntries } from '../../model/entry-order';
import { offerEntries } from '../../model/offer-entries';
import { IndexWarnings } from '../../model/helm-index/index-warnings';
import { mapConcurrently } from '../../model/data/map-concurrently';
import { dropSpellings, readTaggedChart, versionOfTag } from '../../model/formats/oci-chart';
import type { Problem } from '../../model/problem';
import type { ReadOptions, RegistrySource, SourceContent } from '../reading/catalog-source';
import { keepChosen, missingChart } from '../manifests/chosen-charts';
import { checkSignature } from './check-signature';
import type { Limits } from '../http/http-limits';
import { RegistryClient } from './registry-client';
import { chartOf, describeRepositories, nameRepository } from './registry-names';
import { findRepositories, tryListCharts } from './registry-folder';
import { BadTag, NoRepository, RegistryRepository } from './registry-repository';
import { splitRegistryUrl } from '../../model/registry-url';
import { chooseTags } from './registry-tags';
import type { SignatureKeys } from '../login/signature-keys';
import { Unreachable, Unreadable } from '../reading/unreadable';
import { UnreachableServers } from '../reading/unreachable-servers';

const CHARTS_AT_ONCE = 4;
const TAGS_AT_ONCE = 6;
/** If more tags fail, the whole repository counts as unreadable. */
const MOST_UNREAD_TAGS = 5;

/** Which versions are offered. */
export interface RegistryChoice {
  readonly isWanted: (version: string) => boolean;
  /** One of them must have signed. Absent: signatures are not checked. */
  readonly keys?: SignatureKeys;
}

/** Reads the charts of `source` that `choice` selects; throws Unreadable if nothing can be read. */
export async function readRegistry(
  source: RegistrySource,
  choice: RegistryChoice,
  options: ReadOptions,
  limits: Limits,
): Promise<SourceContent> {
  return RegistryClient.use(source, options, limits, client =>
    new RegistryReader(source, choice, client, options.cacheFolder).read(),
  );
}

/** The result of reading one chart, or all of them. */
interface Content extends Required<Pick<SourceContent, 'entries' | 'problems' | 'isUnchanged' | 'unreadCharts'>> {
  /** The chart, if it was chosen and does not exist. */
  readonly missing?: string;
  /** Whether the registry could not be connected to. */
  readonly isDown?: boolean;
}

class RegistryReader {
  constructor(
    private readonly source: RegistrySource,
    private readonly choice: RegistryChoice,
    private readonly client: RegistryClient,
    private readonly cacheFolder: string,
  ) {}

  private readonly warnings = new IndexWarnings();
  private readonly down = new UnreachableServers<string>();

  private get profileChoice() {
    // a chart that is chosen is a profile
    const everyVersion = this.source.profiles === 'all' || this.source.charts !== undefined;
    const warn = (chart: string, words: string) => this.warnings.add(chart, words, this.source.location);
    return { everyVersion, warn };
  }

  async read(): Promise<SourceContent> {
    const { kind, url } = this.source;
    const isOne = kind === 'OCIRepository';
    const charts = isOne
      ? [await this.readChart(splitRegistryUrl(url).path)]
      : await mapConcurrently(await findRepositories(this.client, this.source), CHARTS_AT_ONCE, name =>
          this.tryReadChart(name),
        );
    // nothing could be read, which is the fault of the whole source
    if (this.down.error !== undefined && charts.every(chart => chart.isDown === true)) throw this.down.error;
    const { entries: all, duplicates } = orderEntries(charts.map(chart => chart.entries));
    const offer = offerEntries(all, entry => nameRepository(this.source, entry));
    const entries = keepChosen(this.source, offer.entries);
    const unreadCharts = charts.flatMap(chart => chart.unreadCharts);
    // if signatures are required, either all entries of a lock file are verified, or it stays as it is
    const isRead = this.choice.keys === undefined || unreadCharts.length === 0;
    return {
      entries: isRead ? entries : [],
      problems: [
        ...charts.flatMap(chart => chart.problems),
        ...this.down.toProblems((names, reason) => describeRepositories(this.source, names, reason)),
        ...duplicates,
        ...offer.problems,
        ...(await this.describeMissing(charts.flatMap(({ missing }) => missing ?? []))),
      ].map(problem => this.locate(problem)),
      isRead,
      isUnchanged: charts.every(chart => chart.isUnchanged),
      ...this.warnings.toField(),
      ...(unreadCharts.length > 0 && { unreadCharts }),
    };
  }

  private async tryReadChart(name: string): Promise<Content> {
    const isDown = { entries: [], problems: [], isUnchanged: false, isDown: true, unreadCharts: [{ chart: chartOf(name) }] }; // prettier-ignore
    if (this.down.addIfKnown(this.source.url, name)) return isDown;
    try {
      return await this.readChart(name);
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      if (error instanceof Unreachable) this.down.add(this.source.url, name, error);
      if (error instanceof Unreachable) return isDown;
      if (error instanceof NoRepository && this.source.charts !== undefined)
        return { entries: [], problems: [], isUnchanged: true, unreadCharts: [], missing: chartOf(name) };
      const problem = describeRepositories(this.source, [name], error.message);
      return { entries: [], problems: [problem], isUnchanged: false, unreadCharts: [{ chart: chartOf(name) }] };
    }
  }

  /** Throws Unreadable if the repository cannot be read. */
  private async readChart(name: string): Promise<Content> {
    const repository = new RegistryRepository(this.client, name, this.cacheFolder);
    const tags = chooseTags(await repository.listTags(), this.choice.isWanted, this.source.keep);
    const { entries, unread } = await this.readTags(repository, name, tags);
    // an unsigned version is not offered, and its previous entry is not kept either
    const kept = this.choice.keys === undefined ? unread : [];
    return {
      entries,
      problems: unread.map(({ tag, error }) => this.describeTag(name, tag, error.message)),
      isUnchanged: repository.isUnchanged,
      unreadCharts: kept.map(({ tag }) => ({ chart: chartOf(name), version: versionOfTag(tag) })),
    };
  }

  /** Throws Unreadable if too many tags cannot be read. */
  private async readTags(repository: RegistryRepository, name: string, tags: readonly string[]) {
    const unread: { readonly tag: string; readonly error: Unreadable }[] = [];
    const mostUnread = this.choice.keys === undefined ? MOST_UNREAD_TAGS : 0;
    const failures = () => unread.filter(({ error }) => !(error instanceof BadTag));
    const readTag = async (tag: string) => {
      if (failures().length > mostUnread) return undefined;
      try {
        return await this.tryReadTag(repository, chartOf(name), tag);
      } catch (error) {
        if (!(error instanceof Unreadable)) throw error;
        unread.push({ tag, error });
        return undefined;
      }
    };
    // the first tag shows whether any of the repository is cached
    const [first, ...rest] = tags;
    const read = [
      first === undefined ? undefined : await readTag(first),
      ...(await mapConcurrently(rest, TAGS_AT_ONCE, readTag)),
    ];
    this.client.checkTime();
    if (failures().length > mostUnread) {
      const [{ tag, error }, ...others] = failures();
      const which = `tag "${tag}" of ${this.client.host}/${name}${others.length === 0 ? '' : ', and others'}`;
      if (error instanceof Unreachable) throw error;
      throw new Unreadable(`${which}: ${error.message}`);
    }
    return { entries: dropSpellings(read.filter(entry => entry !== undefined)), unread };
  }

  /** The profile at a tag; `undefined` if there is none. Throws BadTag, or Unreadable. */
  private async tryReadTag(
    repository: RegistryRepository,
    chart: string,
    tag: string,
  ): Promise<CatalogEntry | undefined> {
    const found = await repository.tryChart(tag);
    if (found === undefined) return undefined;
    const entry = readTaggedChart({ chart, tag, ...found }, this.profileChoice);
    if (entry !== undefined && 'fault' in entry) throw new BadTag(entry.fault);
    const { keys } = this.choice;
    if (entry !== undefined && keys !== undefined) await checkSignature(repository, found.digest, keys);
    return entry;
  }

  private describeTag(name: string, tag: string, reason: string): Problem {
    return { kind: 'invalid-entry', entry: `tag "${tag}" of ${this.client.host}/${name}`, reason };
  }

  private async describeMissing(missing: readonly string[]): Promise<readonly Problem[]> {
    if (missing.length === 0) return [];
    const offered = await tryListCharts(this.client, this.source.url);
    return missing.map(chart => missingChart(this.source, chart, offered));
  }

  private locate(problem: Problem): Problem {
    return { ...problem, location: this.source.location };
  }
}
