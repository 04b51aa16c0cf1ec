/**
 * Reads the `profile.yaml` of tags and branches, and checks that the folders exist that it refers
 * to.
 */
import type { CatalogEntry } from '../../model/catalog-entry';
import { groupBy } from '../../model/data/group-by';
import { joinProblems } from '../../model/formats/field-reader';
import { parseProfileDefinition, PROFILE_FILE, type ProfileDefinition } from '../../model/formats/profile-definition';
import type { Problem } from '../../model/problem';
import { type FoundFile, type Obstacle, ProfileFinder, usualBytes } from './git-folders';
import type { GitLimits } from './git-limits';
import type { GitObjects, PublishingTag } from './git-transport';
import { findMissingFolders } from './profile-folders';
import { formatBytes } from '../reading/bytes';
import { Unreadable } from '../reading/unreadable';

/** A profile that was read. */
export interface FoundProfile {
  readonly tag: PublishingTag;
  readonly definition: ProfileDefinition;
}

/** What is wrong with the profile that all of `tags` share. */
export interface ProfileFault {
  readonly tags: readonly PublishingTag[];
  readonly reason: string;
  readonly location?: Problem['location'];
}

/** Reads the profiles of one repository. */
export class ProfileReader {
  /** Profiles that could be read, and whose folders exist. */
  readonly profiles: FoundProfile[] = [];
  readonly faults: ProfileFault[] = [];

  constructor(
    private readonly objects: GitObjects,
    private readonly limits: GitLimits,
  ) {}

  /** Reads the profiles of `tags`; collects profiles and faults. A tag without the file has neither. */
  async read(tags: readonly PublishingTag[]): Promise<void> {
    const finder = new ProfileFinder(this.objects, this.limits);
    await finder.find(tags);
    for (const obstacle of finder.obstacles) this.refuse(obstacle);
    const unread = finder.files.filter(({ content }) => content === undefined);
    const contents = await this.readBlobs([...new Set(unread.map(({ blob }) => blob))]);
    const parsed: FoundProfile[] = [];
    // several tags may share one file; if it is wrong, it is wrong in all of them
    for (const same of groupBy(finder.files, ({ blob, path }) => `${blob} ${path}`).values()) {
      parsed.push(...this.parse(same, same[0].content ?? contents.get(same[0].blob)));
    }
    await this.checkFolders(parsed);
  }

  /** Contents of the files that exist and are not too large. */
  private async readBlobs(blobs: readonly string[]): Promise<ReadonlyMap<string, Buffer>> {
    const { fileBytes, allFilesBytes } = this.limits;
    const usual = await this.objects.read('blob', blobs, usualBytes(blobs.length, this.limits));
    if (usual !== undefined) return usual;
    const sizes = await this.objects.describe(blobs);
    const readable = blobs.filter(blob => (sizes.get(blob)?.size ?? Infinity) <= fileBytes);
    const contents = await this.objects.read('blob', readable, allFilesBytes);
    if (contents !== undefined) return contents;
    throw new Unreadable(`all its ${PROFILE_FILE} files together have more than ${formatBytes(allFilesBytes)}`);
  }

  private parse(files: readonly FoundFile[], content: Buffer | undefined): FoundProfile[] {
    const tags = files.map(({ tag }) => tag);
    const { path } = files[0];
    const { fileBytes } = this.limits;
    if (content === undefined || content.length > fileBytes) {
      this.faults.push({ tags, reason: `${path} is larger than ${formatBytes(fileBytes)}` });
      return [];
    }
    const result = parseProfileDefinition(content, path);
    if ('definition' in result) return tags.map(tag => ({ tag, definition: result.definition }));
    this.faults.push({ tags, ...joinProblems(result.problems) });
    return [];
  }

  private async checkFolders(found: readonly FoundProfile[]): Promise<void> {
    const placed = found.map(({ tag, definition }) => ({ ...tag, artifacts: definition.artifacts }));
    const lacks = await findMissingFolders(this.objects, this.limits, placed);
    found.forEach((profile, i) => {
      if (lacks[i].length === 0) this.profiles.push(profile);
      else this.faults.push({ tags: [profile.tag], reason: lacks[i].join('; ') });
    });
  }

  private refuse({ tag, path, kind }: Obstacle): void {
    const what = kind === 'symlink' ? 'a symbolic link, which is not followed' : 'a submodule, which is not fetched';
    this.faults.push({ tags: [tag], reason: `${path} is ${what}; put the folder or the file itself there` });
  }
}

/** The entry of a catalog for a profile in the repository `url`, which is without credentials. */
export function toEntry(url: string, { tag, definition }: FoundProfile): CatalogEntry {
  const { name: ref, isBranch = false, folder, version, commit } = tag;
  const { name, description, maintainer, prerequisites, layer, category, dependsOn = [], artifacts } = definition;
  return {
    name,
    version,
    origin: { kind: 'git', url, ...(isBranch ? { branch: ref } : { tag: ref }), folder, commit, artifacts },
    ...(layer !== undefined && { layer }),
    ...(category !== undefined && { category }),
    description,
    keywords: [],
    maintainers: maintainer === undefined ? [] : [{ name: maintainer }],
    prerequisites,
    dependencies: dependsOn.map(dependency => ({ name: dependency })),
  };
}

/** The problem of a catalog for a fault in the repository `url`. */
export function toProblem(url: string, { tags, reason, location }: ProfileFault): Problem {
  const [first, ...others] = tags.map(({ name }) => name);
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  return { kind: 'invalid-entry', entry: `tag "${first}"${more} of ${url}`, reason, location };
}
