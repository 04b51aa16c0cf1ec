/**
 * Where programs look up profiles.
 */
import { Construct } from 'constructs';
import type { CatalogEntry } from '../model/catalog-entry';
import { chooseEntry, newestForKubernetes } from '../model/choose-entry';
import { copyPlain } from '../model/data/copy-plain';
import { groupBy } from '../model/data/group-by';
import { describeProblem } from '../model/problem-words';
import { findRefusal, offerEntries } from '../model/offer-entries';
import type { Problem } from '../model/problem';
import { ProfilesError } from '../model/profiles-error';
import { withoutCredentials } from '../model/data/redact';
import { compact } from '../model/formats/source-access';
import { describeUrlFault } from '../model/repository-url';
import { schemaFileOf } from '../model/schema/values-schema';
import type { SourceOptions } from '../flux/source-options';
import { readCatalogFile } from './files/read-catalog-file';
import { LayerModel } from './layer-model';
import type { CatalogOptions, CatalogProps } from './catalog-props';
import type { ICatalog } from './props/i-catalog';
import type { IProfile } from './props/i-profile';
import { mark, PROBLEMS } from './tree/symbols';
import type { AnyProfiles, ProfileName, ProfileTypes, ProfileTypeOf, VersionRange } from './props/typed-profiles';

type Choice = { readonly profile: IProfile } | { readonly problem: Problem };

/**
 * Profiles to choose from, with their versions and layers. Writes nothing by itself.
 *
 * @example
 * ```ts
 * import { Catalog, Cluster, Fleet } from 'cdk8s-profiles';
 *
 * const fleet = new Fleet();
 * const catalog = Catalog.fromFile(fleet, 'platform', 'catalogs/platform.lock.yaml');
 * const production = new Cluster(fleet, 'production', { catalog });
 * production.subscribe('cert-manager', { version: '~0.0.8' });
 * ```
 */
export class Catalog<Profiles extends ProfileTypes = AnyProfiles> extends Construct implements ICatalog<Profiles> {
  /**
   * A catalog from a lock file, or from a Helm `index.yaml`, in YAML or JSON. `path` is relative to the working
   * directory; nothing is read over the network. What is wrong in the file is a problem, found at synthesis.
   */
  static fromFile<Profiles extends ProfileTypes = AnyProfiles>(
    scope: Construct,
    id: string,
    path: string,
    options: CatalogOptions = {},
  ): Catalog<Profiles> {
    return new Catalog<Profiles>(scope, id, {
      ...readCatalogFile(path, options),
      layers: options.layers ?? LayerModel.besides(path),
    });
  }

  /** Its id: its name in messages and annotations. */
  readonly catalogName: string;
  /** For the compiler only. Absent whenever a program runs. */
  declare readonly profileTypes?: Profiles;
  private readonly entries: ReadonlyMap<string, readonly CatalogEntry[]>;
  private readonly problems: readonly Problem[];
  /** Schemas of values are next to it. */
  private readonly file?: string;
  private readonly repository: string;
  private readonly access?: SourceOptions;
  private readonly gitSources?: IProfile['gitSources'];
  private readonly layers: LayerModel;
  /** By range and name, because many clusters ask for the same. */
  private readonly choices = new Map<string | undefined, Map<string, Choice>>();

  constructor(scope: Construct, id: string, props: CatalogProps) {
    super(scope, id);
    this.catalogName = id;
    this.repository = props.repository.replace(/\/+$/, '');
    this.access = props.access;
    this.gitSources = props.gitSources;
    this.layers = props.layers ?? LayerModel.annotations();
    const offer = offerEntries(props.entries);
    this.entries = groupBy(offer.entries, ({ name }) => name);
    this.file = props.file;
    this.problems = [...this.findProblems(props), ...offer.problems].map(problem =>
      problem.location ? problem : { ...problem, path: this.node.path },
    );
    mark(this, PROBLEMS, () => this.problems);
    this.node.addValidation({ validate: () => this.problems.map(describeProblem) });
  }

  /** Names of its profiles, sorted. */
  get profileNames(): ProfileName<Profiles>[] {
    return [...this.entries.keys()].sort() as ProfileName<Profiles>[];
  }

  /**
   * The newest version of `name` in `range`, in Helm's syntax: `~1.2`. Without `range`, the newest
   * that is not a prerelease. Throws ProfilesError, which names the nearest match.
   */
  profile<Name extends { [Key in keyof Profiles]: Key & string }[keyof Profiles]>(
    name: Name,
    range?: VersionRange<ProfileTypeOf<Profiles, Name>['newest' | 'older']>,
  ): IProfile {
    return copyProfile(this.find(name, range));
  }

  /** Like `profile`, but `undefined` if there is no such version. */
  tryProfile<Name extends { [Key in keyof Profiles]: Key & string }[keyof Profiles]>(
    name: Name,
    range?: VersionRange<ProfileTypeOf<Profiles, Name>['newest' | 'older']>,
  ): IProfile | undefined {
    const choice = this.choose(name, range);
    return 'profile' in choice ? copyProfile(choice.profile) : undefined;
  }

  /** That of `profile` if a subclass has its own. @internal */
  sharedProfile(name: string, range?: string): IProfile {
    const isOwn = this.profile !== Catalog.prototype.profile;
    return isOwn ? this.profile(name as never, range as never) : this.find(name, range);
  }

  /** @internal */
  newestFor(name: string, kubernetesVersion: string): string | undefined {
    return newestForKubernetes(this.entries.get(name) ?? [], kubernetesVersion);
  }

  private find(name: string, range?: string): IProfile {
    const choice = this.choose(name, range);
    if ('problem' in choice) {
      const isUnreadable = this.entries.size === 0 && this.problems.length > 0;
      throw new ProfilesError(isUnreadable ? this.problems : choice.problem);
    }
    return choice.profile;
  }

  private choose(name: string, range?: string): Choice {
    const known = this.choices.get(range) ?? new Map<string, Choice>();
    const choice = known.get(name) ?? this.findChoice(name, range);
    this.choices.set(range, known.set(name, choice));
    return choice;
  }

  private findChoice(name: string, range?: string): Choice {
    const choice = chooseEntry(this.entries, { catalog: this.catalogName, name, range });
    if ('problem' in choice) return { problem: findRefusal(this.problems, name) ?? choice.problem };
    const { version, origin, valuesSchema, kubeVersion } = choice.entry;
    const common = {
      profileName: name,
      version,
      catalogName: this.catalogName,
      layer: this.layers.layerOf(choice.entry),
      layered: this.layers.layeredOf(choice.entry),
    };
    if (origin.kind === 'git') {
      if (origin.artifacts !== undefined && origin.commit !== undefined) {
        return { profile: { ...common, git: origin, ...(this.gitSources && { gitSources: this.gitSources }) } };
      }
      return { problem: { kind: 'git-profile', profile: name, version, url: origin.url } };
    }
    const { chart, digest, layerType } = origin;
    const schema = this.file && valuesSchema && schemaFileOf(this.file, valuesSchema);
    return {
      profile: {
        ...common,
        artifact: {
          repository: this.repository,
          chart,
          version,
          digest,
          ...compact({ layerType, kubeVersion, source: this.access, valuesSchema: schema }),
        },
      },
    };
  }

  private findProblems(props: CatalogProps): readonly Problem[] {
    const { repository } = props;
    const problems = [...(props.problems ?? []), ...this.layers.problems];
    const rule = this.repository === '' ? undefined : describeUrlFault(this.repository);
    if (rule === undefined) return problems;
    return [{ kind: 'invalid-url', value: withoutCredentials(repository), rule }, ...problems];
  }
}

/** Found profiles are kept, so each caller gets its own. What is internal stays the same. */
function copyProfile({ layered, ...profile }: IProfile): IProfile {
  return { ...copyPlain(profile), layered };
}
