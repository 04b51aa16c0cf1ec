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
import { BlockReader } from './block-yaml';
import type { CatalogEntry } from './catalog-entry';
import {
  type ChartResults,
  checkRoot,
  describeNoList,
  type HelmIndex,
  joinCharts,
  type RepeatedCharts,
} from './helm-index-charts';
import { PROFILE, readChartVersion, VERSION_FIELDS } from './helm-index-entry';
import type { HelmIndexOptions } from './helm-index-options';
import type { Problem } from './problem';
import { TextPool } from './text-pool';
import type { YamlField, YamlMap, YamlValue } from './yaml-value';

/** What is around the charts, as it is filled. */
interface RootMap extends YamlMap {
  readonly fields: Map<string, YamlValue>;
  readonly repeated: YamlField[];
}

interface OpenChart {
  readonly name: string;
  /** Of the dashes of its versions. */
  readonly indent: number;
  readonly results: (CatalogEntry | Problem)[];
}

export class HelmIndexLines {
  private readonly lines: BlockLines;
  private readonly reader: BlockReader;
  private readonly pool = new TextPool();
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
    this.reader = new BlockReader(this.lines, { wanted: VERSION_FIELDS, pool: this.pool });
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
    if (this.root.fields.has(key)) this.root.repeated.push({ key: this.pool.keep(key), at, value });
    else this.root.fields.set(this.pool.keep(key), value);
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
    const name = this.pool.keep(reader.readKey());
    const at = reader.locateKey();
    const value = lines.isAtLineEnd ? this.readVersionsStart() : reader.readFieldValue(this.chartIndent);
    // only now, when no more text is needed
    const results: (CatalogEntry | Problem)[] = [];
    if (this.results.has(name)) this.repeated.set(name, at);
    else this.results.set(name, results);
    if (value === undefined) this.chart = { name, indent: lines.indent, results };
    else if (value.type !== 'list') results.push(describeNoList(name, value));
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

  private readVersion({ name, indent, results }: OpenChart): void {
    const { lines, reader, options } = this;
    if (options.everyVersion !== true && !this.isProfileNear(indent)) {
      if (this.skipVersion()) return;
      lines.rewind(this.mark);
    }
    reader.isSkimming = false;
    const result = readChartVersion(name, reader.readItem(), options);
    if (result !== undefined) results.push(result);
  }

  /** Whether the next version is one to read, as far as a glance can tell. */
  private isProfileNear(indent: number): boolean {
    const { text, at } = this.lines;
    if (this.profileAt < at) {
      const found = text.indexOf(PROFILE, at);
      this.profileAt = found === -1 ? Infinity : found;
    }
    if (this.profileAt === Infinity) return false;
    const nextItem = text.indexOf(`\n${' '.repeat(indent)}- `, at);
    return nextItem === -1 || this.profileAt < nextItem;
  }

  /** Passes over a version; false when it is to be read. */
  private skipVersion(): boolean {
    const { lines, reader } = this;
    reader.isSkimming = true;
    reader.isDoubtful = false;
    const { type } = reader.readItem();
    return type === 'map' && !reader.isDoubtful && this.profileAt >= lines.start;
  }
}
