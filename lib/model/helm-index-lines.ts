/**
 * Reads an index in block layout, one chart version at a time, from texts that go on
 * where the last one ended.
 *
 * A version that does not mention `weave.works/profile` is skipped: its layout is checked
 * as strictly as that of any other, its values are not built. It is read after all when
 * its keys do not come sorted, hold escapes, or its annotations are no map: it may repeat
 * a key, name a profile in disguise, or be wrong in a way that is reported.
 */
import { BlockLines, findDocument, type LineMark, MoreNeeded } from './block-lines';
import type { CatalogEntry } from './catalog-entry';
import { ChartVersionReader } from './chart-version-reader';
import {
  type ChartResults,
  checkRoot,
  describeNoList,
  type HelmIndex,
  joinCharts,
  type RepeatedCharts,
} from './helm-index-charts';
import { PROFILE, readChartVersion } from './helm-index-entry';
import type { HelmIndexOptions } from './helm-index-options';
import type { Problem } from './problem';
import { ownText } from './own-text';
import type { YamlField, YamlMap, YamlValue } from './yaml-value';

/** What is around the charts, as it is filled. */
interface RootMap extends YamlMap {
  readonly fields: Map<string, YamlValue>;
  readonly repeated: YamlField[];
}

/** As it is written unless it is in quotes, which are looked into anyway. */
const PROFILE_KEY = `${PROFILE}:`;

interface OpenChart {
  readonly name: string;
  /** Of the dashes of its versions. */
  readonly indent: number;
  /** How the next version begins, as far as a glance can tell. */
  readonly nextItem: string;
  readonly results: (CatalogEntry | Problem)[];
}

export class HelmIndexLines {
  private readonly lines: BlockLines;
  private readonly reader: ChartVersionReader;
  private readonly results: ChartResults = new Map();
  private readonly repeated: RepeatedCharts = new Map();
  private root?: RootMap;
  /** Start of what is being read, to begin again when more comes. */
  private mark: LineMark = { start: 0, line: 1 };
  private hasBegun = false;
  /** Indent of the names of charts; -1 outside of them. */
  private chartIndent = -1;
  private chart?: OpenChart;
  /** Offset of the next annotation of a profile. */
  private profileAt = -1;

  constructor(private readonly options: HelmIndexOptions) {
    this.lines = new BlockLines(options.file, false);
    this.reader = new ChartVersionReader(this.lines);
  }

  /** Number of the line that is being read. */
  get line(): number {
    return this.mark.line;
  }

  /** Reads on in `text`, whole lines; returns what of it to read again when more comes. Throws `OtherLayout`. */
  read(text: string, isWhole: boolean): string {
    const { lines } = this;
    lines.isWhole = isWhole;
    this.profileAt = -1;
    this.mark = { start: 0, line: this.mark.line };
    try {
      if (this.hasBegun) lines.begin(text, this.mark.line);
      else this.beginDocument(text);
      while (!lines.isAtTextEnd) {
        this.mark = lines.mark();
        this.readUnit();
      }
      return '';
    } catch (error) {
      if (error instanceof MoreNeeded) return lines.text.slice(this.mark.start);
      throw error;
    }
  }

  /** The index, once it is read whole. Throws `OtherLayout` for a text that holds nothing. */
  finish(): HelmIndex {
    const root = this.root ?? this.lines.stepAside();
    return checkRoot(root) ?? joinCharts(this.results, this.repeated);
  }

  private beginDocument(text: string): void {
    this.hasBegun = true;
    const document = findDocument(text);
    this.mark = { start: 0, line: document.line };
    this.lines.begin(document.text, document.line);
  }

  /** Reads a field of the root, the name of a chart, or one version. */
  private readUnit(): void {
    const { lines, chart } = this;
    if (chart !== undefined && lines.indent === chart.indent && lines.isAtDash) return this.readVersion(chart);
    this.chart = undefined;
    if (this.chartIndent !== -1 && lines.indent === this.chartIndent) return this.readChart();
    this.chartIndent = -1;
    if (lines.indent !== 0) lines.stepAside();
    this.readRootField();
  }

  private readRootField(): void {
    const { lines, reader } = this;
    const key = reader.readKey();
    const at = reader.locateKey();
    const isCharts = key === 'entries' && lines.isAtLineEnd && this.root?.fields.has(key) !== true;
    const value = isCharts ? this.readChartsStart() : reader.readFieldValue(0);
    // only now, when no more text is needed
    this.root ??= { type: 'map', at, fields: new Map(), repeated: [] };
    if (this.root.fields.has(key)) this.root.repeated.push({ key: ownText(key), at, value });
    else this.root.fields.set(ownText(key), value);
    if (isCharts && value.type === 'map') this.chartIndent = lines.indent;
  }

  private readChartsStart(): YamlValue {
    const { lines } = this;
    const end = lines.locate();
    lines.endLine(lines.at);
    lines.advance();
    // a list of anything
    if (lines.isAtDash) lines.stepAside();
    return lines.indent > 0
      ? { type: 'map', at: lines.locate(), fields: new Map(), repeated: [] }
      : { type: 'null', at: end };
  }

  private readChart(): void {
    const { lines, reader } = this;
    const name = ownText(reader.readKey());
    const at = reader.locateKey();
    const value = lines.isAtLineEnd ? this.readVersionsStart() : reader.readFieldValue(this.chartIndent);
    // only now, when no more text is needed
    const results: (CatalogEntry | Problem)[] = [];
    if (this.results.has(name)) this.repeated.set(name, at);
    else this.results.set(name, results);
    if (value === undefined) this.openChart(name, results);
    else if (value.type !== 'list') results.push(describeNoList(name, value));
  }

  private openChart(name: string, results: OpenChart['results']): void {
    const { indent } = this.lines;
    this.chart = { name, indent, nextItem: `\n${' '.repeat(indent)}- `, results };
  }

  /** Null when no list of versions begins on the next line. */
  private readVersionsStart(): YamlValue | undefined {
    const { lines } = this;
    const at = lines.locate();
    lines.endLine(lines.at);
    lines.advance();
    if (lines.isAtDash && lines.indent >= this.chartIndent) return undefined;
    return lines.indent > this.chartIndent ? lines.stepAside() : { type: 'null', at };
  }

  private readVersion({ name, nextItem, results }: OpenChart): void {
    const { lines, reader, options } = this;
    if (options.everyVersion !== true && !this.isProfileNear(nextItem)) {
      if (reader.skipVersion() && this.profileAt >= lines.start) return;
      lines.rewind(this.mark);
    }
    const version = reader.tryReadVersion();
    const result = version && readChartVersion(name, version, options);
    if (version === undefined || (result !== undefined && 'kind' in result)) return this.readInFull(name, results);
    if (result !== undefined) results.push(result);
  }

  /** Reads a version that is wrong or odd once more, for where it is, or whether it is. */
  private readInFull(name: string, results: OpenChart['results']): void {
    this.lines.rewind(this.mark);
    const result = readChartVersion(name, this.reader.readVersion(), this.options);
    if (result !== undefined) results.push(result);
  }

  /** Whether the next version is one to read, as far as a glance can tell. */
  private isProfileNear(nextItem: string): boolean {
    const { text, at } = this.lines;
    if (this.profileAt < at) {
      const found = text.indexOf(PROFILE_KEY, at);
      this.profileAt = found === -1 ? Infinity : found;
    }
    if (this.profileAt === Infinity) return false;
    const end = text.indexOf(nextItem, at);
    return end === -1 || this.profileAt < end;
  }
}
