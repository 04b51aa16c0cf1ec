/**
 * Profiles on offer, and how they are layered. Emits nothing by itself.
 */
import { Construct } from 'constructs';
import type { CatalogEntry } from '../model/catalog-entry';
import { chooseEntry } from '../model/choose-entry';
import { groupBy } from '../model/group-by';
import type { parseHelmIndex } from '../model/helm-index';
import { describeProblem } from '../model/problem-words';
import type { Problem } from '../model/problem';
import { ProfilesError } from '../model/profiles-error';
import { readText } from '../model/read-text';
import { describeUrlFault, withoutCredentials } from '../model/repository-url';
import { LayerModel } from './layer-model';
import type { IProfile } from './profile';
import { mark, PROBLEMS } from './symbols';

/** Profiles to choose from, by name and version range. */
export interface ICatalog {
  readonly catalogName: string;
  /** Newest version in `range`; throws ProfilesError naming the nearest. @default the newest that is no prerelease */
  profile(name: string, range?: string): IProfile;
  /** As `profile`, but `undefined` when there is none. */
  tryProfile(name: string, range?: string): IProfile | undefined;
}

/** How the entries of a file become profiles. */
export interface CatalogOptions {
  /** URL of the chart repository. Required for a Helm index, which does not hold it. */
  readonly repository?: string;
  /** Take every chart version as a profile, not only annotated ones. @default false */
  readonly everyVersion?: boolean;
  /** @default LayerModel.annotations() */
  readonly layers?: LayerModel;
}

export interface CatalogProps {
  readonly entries: readonly CatalogEntry[];
  /** URL of the chart repository: `https://charts.example.com` or `oci://registry.example.com/charts`. */
  readonly repository: string;
  /** @default LayerModel.annotations() */
  readonly layers?: LayerModel;
}

export class Catalog extends Construct implements ICatalog {
  /** From a Helm `index.yaml`, YAML or JSON, relative to the working directory. Reads no network. */
  static fromFile(scope: Construct, id: string, path: string, options: CatalogOptions = {}): Catalog {
    const { repository, everyVersion, layers } = options;
    const file = readText(path);
    const index =
      'problem' in file
        ? { entries: [], problems: [file.problem] }
        : readIndex(file.text, { file: path, everyVersion });
    const catalog = new Catalog(scope, id, { entries: index.entries, repository: repository ?? '', layers });
    catalog.add(...index.problems);
    if (repository === undefined) catalog.add({ kind: 'missing-repository', file: path });
    return catalog;
  }

  /** Its id. */
  readonly catalogName: string;
  private readonly entries: ReadonlyMap<string, readonly CatalogEntry[]>;
  private readonly problems: Problem[] = [];
  private readonly repository: string;
  private readonly layers: LayerModel;

  constructor(scope: Construct, id: string, props: CatalogProps) {
    super(scope, id);
    this.catalogName = id;
    this.repository = props.repository.replace(/\/+$/, '');
    this.layers = props.layers ?? LayerModel.annotations();
    this.entries = groupBy(props.entries, ({ name }) => name);
    const rule = this.repository === '' ? undefined : describeUrlFault(this.repository);
    if (rule !== undefined) this.add({ kind: 'invalid-url', value: withoutCredentials(props.repository), rule });
    mark(this, PROBLEMS, () => this.problems);
    this.node.addValidation({ validate: () => this.problems.map(describeProblem) });
  }

  /** Names of the profiles on offer, sorted. */
  get profileNames(): string[] {
    return [...this.entries.keys()].sort();
  }

  profile(name: string, range?: string): IProfile {
    const choice = this.choose(name, range);
    if ('problem' in choice) {
      const isUnreadable = this.entries.size === 0 && this.problems.length > 0;
      throw new ProfilesError(isUnreadable ? this.problems : choice.problem);
    }
    return this.toProfile(choice.entry);
  }

  tryProfile(name: string, range?: string): IProfile | undefined {
    const choice = this.choose(name, range);
    return 'entry' in choice ? this.toProfile(choice.entry) : undefined;
  }

  private choose(name: string, range?: string) {
    return chooseEntry(this.entries, { catalog: this.catalogName, name, range });
  }

  private toProfile(entry: CatalogEntry): IProfile {
    const { name, chart, version, digest } = entry;
    return {
      profileName: name,
      version,
      catalogName: this.catalogName,
      layer: this.layers.layerOf(entry),
      artifact: { repository: this.repository, chart, version, digest },
    };
  }

  private add(...problems: readonly Problem[]): void {
    this.problems.push(...problems.map(problem => (problem.location ? problem : { ...problem, path: this.node.path })));
  }
}

/** As `parseHelmIndex`; its YAML parser takes longer to load than all of ours, so only those wait who read. */
const readIndex: typeof parseHelmIndex = (text, options) => {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { parseHelmIndex: parse } = require('../model/helm-index') as typeof import('../model/helm-index');
  return parse(text, options);
};
