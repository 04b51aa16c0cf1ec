/**
 * Reads the `profile.yaml` of every publishing tag.
 */
import type { CatalogEntry } from '../../model/catalog-entry';
import { groupBy } from '../../model/data/group-by';
import { joinProblems } from '../../model/formats/field-reader';
import { parseProfileDefinition, type ProfileDefinition } from '../../model/formats/profile-definition';
import type { Problem } from '../../model/problem';
import { type FoundFile, type Obstacle, PROFILE_FILE, ProfileFinder, usualBytes } from './git-folders';
import type { GitLimits } from './git-limits';
import type { GitObjects, PublishingTag } from './git-transport';
import { formatBytes } from '../reading/bytes';
import { Unreadable } from '../reading/unreadable';

/** Reads the profiles of one repository. */
export class ProfileReader {
  readonly entries: CatalogEntry[] = [];
  readonly problems: Problem[] = [];

  constructor(
    /** Without credentials. */
    private readonly url: string,
    private readonly objects: GitObjects,
    private readonly limits: GitLimits,
  ) {}

  /** Reads the profiles of `tags`, and keeps them and what is wrong. */
  async read(tags: readonly PublishingTag[]): Promise<void> {
    const finder = new ProfileFinder(this.objects, this.limits);
    await finder.find(tags);
    for (const obstacle of finder.obstacles) this.refuse(obstacle);
    const unread = finder.files.filter(({ content }) => content === undefined);
    const contents = await this.readBlobs([...new Set(unread.map(({ blob }) => blob))]);
    // one file may be that of many tags, and is then wrong in all of them
    for (const same of groupBy(finder.files, ({ blob, path }) => `${blob} ${path}`).values()) {
      this.addFile(same, same[0].content ?? contents.get(same[0].blob));
    }
  }

  /** Contents of those that are there and not too large. */
  private async readBlobs(blobs: readonly string[]): Promise<ReadonlyMap<string, Buffer>> {
    const { fileBytes, allFilesBytes } = this.limits;
    const usual = await this.objects.read('blob', blobs, usualBytes(blobs.length, this.limits));
    if (usual !== undefined) return usual;
    const sizes = await this.objects.describe(blobs);
    const readable = blobs.filter(blob => (sizes.get(blob)?.size ?? Infinity) <= fileBytes);
    const contents = await this.objects.read('blob', readable, allFilesBytes);
    if (contents !== undefined) return contents;
    throw new Unreadable(`all its ${PROFILE_FILE} together have more than ${formatBytes(allFilesBytes)}`);
  }

  private addFile(files: readonly FoundFile[], content: Buffer | undefined): void {
    const tags = files.map(({ tag }) => tag);
    const { path } = files[0];
    const { fileBytes } = this.limits;
    if (content === undefined || content.length > fileBytes) {
      return this.report(tags, `${path} is larger than ${formatBytes(fileBytes)}`);
    }
    const result = parseProfileDefinition(content, path);
    if ('problems' in result) {
      const { reason, location } = joinProblems(result.problems);
      this.report(tags, reason, location);
    } else {
      for (const tag of tags) this.entries.push(this.toEntry(tag, result.definition));
    }
  }

  private toEntry({ name: tag, folder, version, commit }: PublishingTag, definition: ProfileDefinition): CatalogEntry {
    const { name, description, maintainer, prerequisites, artifacts } = definition;
    return {
      name,
      version,
      origin: { kind: 'git', url: this.url, tag, folder, commit, ...(artifacts.length > 0 && { artifacts }) },
      description,
      keywords: [],
      maintainers: maintainer === undefined ? [] : [{ name: maintainer }],
      prerequisites,
      dependencies: [],
    };
  }

  private refuse({ tag, path, kind }: Obstacle): void {
    const what = kind === 'symlink' ? 'a symbolic link, which is not followed' : 'a submodule, which is not fetched';
    this.report([tag], `${path} is ${what}; put the folder or the file itself there`);
  }

  private report(tags: readonly PublishingTag[], reason: string, location?: Problem['location']): void {
    const [first, ...others] = tags.map(({ name }) => name);
    const more = others.length === 0 ? '' : ` and ${others.length} more`;
    this.problems.push({ kind: 'invalid-entry', entry: `tag "${first}"${more} of ${this.url}`, reason, location });
  }
}
