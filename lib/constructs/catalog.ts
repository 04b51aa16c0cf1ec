/**
 * Profiles on offer, and how they are layered. Emits nothing by itself.
 */
import { Construct } from 'constructs';
import type { CatalogEntry } from '../model/catalog-entry';
import { chooseEntry } from '../model/choose-entry';
import { groupBy } from '../model/data/group-by';
import { isCatalogLock, parseCatalogLock } from '../model/formats/catalog-lock';
import { parseHelmIndex } from '../model/formats/helm-index';
import { describeProblem } from '../model/problem-words';
import type { Problem } from '../model/problem';
import { ProfilesError } from '../model/profiles-error';
import { readText } from './files/read-text-file';
import { describeUrlFault, withoutCredentials } from '../model/repository-url';
import { schemaFileOf } from '../model/schema/values-schema';
import { LayerModel } from './layer-model';
import type { ICatalog } from './props/i-catalog';
import type { IProfile } from './props/i-profile';
import { mark, PROBLEMS } from './tree/symbols';
import type { AnyProfiles, ProfileName, ProfileTypes, TypeOf, VersionRange } from './props/typed-profiles';

/** How the entries of a file become profiles. */
export interface CatalogOptions {
  /** URL of the chart repository. Required for a Helm index, which does not hold it. @default the lock file's */
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

export class Catalog<P extends ProfileTypes = AnyProfiles> extends Construct implements ICatalog<P> {
  /** From a lock file, or a Helm `index.yaml`, YAML or JSON, relative to the working directory. Reads no network. */
  static fromFile<P extends ProfileTypes = AnyProfiles>(
    scope: Construct,
    id: string,
    path: string,
    options: CatalogOptions = {},
  ): Catalog<P> {
    const { everyVersion, layers } = options;
    const file = readText(path);
    const content = 'problem' in file ? { entries: [], problems: [file.problem] } : read(file.text, path, everyVersion);
    const repository = options.repository ?? content.repository;
    const catalog = new Catalog<P>(scope, id, { entries: content.entries, repository: repository ?? '', layers });
    catalog.file = path;
    catalog.add(...content.problems);
    const needsRepository = content.entries.some(({ origin }) => origin.kind === 'chart');
    if (repository === undefined && (needsRepository || !content.isLock))
      catalog.add({ kind: 'missing-repository', file: path });
    return catalog;
  }

  /** Its id. */
  readonly catalogName: string;
  /** For the compiler only: never there at run time. */
  declare readonly profileTypes?: P;
  private readonly entries: ReadonlyMap<string, readonly CatalogEntry[]>;
  private readonly problems: Problem[] = [];
  /** Schemas of values lie beside it. */
  private file?: string;
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
  get profileNames(): ProfileName<P>[] {
    return [...this.entries.keys()].sort() as ProfileName<P>[];
  }

  profile<N extends { [K in keyof P]: K & string }[keyof P]>(
    name: N,
    range?: VersionRange<TypeOf<P, N>['newest' | 'older']>,
  ): IProfile {
    const choice = this.choose(name, range);
    if ('problem' in choice) {
      const isUnreadable = this.entries.size === 0 && this.problems.length > 0;
      throw new ProfilesError(isUnreadable ? this.problems : choice.problem);
    }
    return choice.profile;
  }

  tryProfile<N extends { [K in keyof P]: K & string }[keyof P]>(
    name: N,
    range?: VersionRange<TypeOf<P, N>['newest' | 'older']>,
  ): IProfile | undefined {
    const choice = this.choose(name, range);
    return 'profile' in choice ? choice.profile : undefined;
  }

  private choose(name: string, range?: string): { readonly profile: IProfile } | { readonly problem: Problem } {
    const choice = chooseEntry(this.entries, { catalog: this.catalogName, name, range });
    if ('problem' in choice) return choice;
    const { version, origin, valuesSchema } = choice.entry;
    if (origin.kind === 'git') return { problem: { kind: 'git-profile', profile: name, version, url: origin.url } };
    const { chart, digest, layerType } = origin;
    return {
      profile: {
        profileName: name,
        version,
        catalogName: this.catalogName,
        layer: this.layers.layerOf(choice.entry),
        artifact: {
          repository: this.repository,
          chart,
          version,
          digest,
          ...(layerType !== undefined && { layerType }),
          ...this.schemaFile(valuesSchema),
        },
      },
    };
  }

  private schemaFile(digest?: string): { readonly valuesSchema?: string } {
    if (this.file === undefined || digest === undefined) return {};
    return { valuesSchema: schemaFileOf(this.file, digest) };
  }

  private add(...problems: readonly Problem[]): void {
    this.problems.push(...problems.map(problem => (problem.location ? problem : { ...problem, path: this.node.path })));
  }
}

interface CatalogContent {
  readonly entries: readonly CatalogEntry[];
  readonly problems: readonly Problem[];
  readonly isLock?: boolean;
  readonly repository?: string;
}

/** Reads a lock file or a Helm index; which of the two is seen from the text. */
function read(text: string, file: string, everyVersion?: boolean): CatalogContent {
  if (!isCatalogLock(text)) return parseHelmIndex(text, { file, everyVersion });
  const { lock, problems } = parseCatalogLock(text, file);
  return { entries: lock?.entries ?? [], problems, isLock: true, repository: lock?.source.url };
}
