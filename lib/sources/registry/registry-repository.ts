/**
 * One repository of a registry: its tags, and the charts that they point to.
 *
 * Content with a digest never changes. It is cached and checked against its digest, so an unchanged
 * repository costs one small request for each tag, which asks for its digest.
 */
import { type CosignSignature, parseSignatures, signatureTag } from '../../model/formats/cosign-signature';
import { parseChartManifest } from '../../model/formats/oci-manifest';
import type { TaggedChart } from '../../model/formats/oci-chart';
import { ContentCache } from '../cache/content-cache';
import type { RegistryAnswer, RegistryClient } from './registry-client';
import { listTags } from './registry-lists';
import { sha256 } from '../cache/sha256';
import { MEBIBYTE } from '../reading/bytes';
import { Unreadable } from '../reading/unreadable';

/** Largest manifest according to the specification. */
const LARGEST_MANIFEST = 4 * MEBIBYTE;
const LARGEST_CONFIG = MEBIBYTE;
const LARGEST_ARCHIVE = 50 * MEBIBYTE;
/** A payload that cosign signs has about 300 bytes. */
const LARGEST_PAYLOAD = 64 * 1024;

/** Lists of manifests are not charts; they are accepted so that the registry does not choose one of the list. */
const MANIFESTS = [
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
].join(', ');

/** Thrown if one tag is invalid or cannot be used; the other tags are not affected. */
export class BadTag extends Unreadable {}

/** Thrown if the repository does not exist. */
export class NoRepository extends Unreadable {}

export class RegistryRepository {
  /** Whether everything that was read was cached. */
  isUnchanged = true;
  /** Whether, judging by the first tag, nothing of it is cached: manifests are then requested directly. */
  private isNew?: boolean;
  private readonly kept: ContentCache;

  constructor(
    private readonly client: RegistryClient,
    /** `charts/linkerd2`. */
    private readonly name: string,
    cacheFolder: string,
  ) {
    this.kept = new ContentCache(cacheFolder, 'registries');
  }

  /** Throws Unreadable if the repository does not exist. */
  async listTags(): Promise<readonly string[]> {
    const list = await listTags(this.client, this.name);
    if ('items' in list) return list.items;
    if (list.status === 404)
      throw new NoRepository(`${this.client.host} has no repository ${this.name} (404); check the URL`);
    throw this.refusal(list.status);
  }

  /** The chart at a tag; `undefined` if there is none. Throws BadTag, or Unreadable. */
  async tryChart(tag: string): Promise<Omit<TaggedChart, 'chart' | 'tag'> | undefined> {
    const found = await this.tryTag(tag);
    const manifest = found && parseChartManifest(found.text);
    if (found === undefined || manifest === undefined) return undefined;
    if ('fault' in manifest) throw new BadTag(manifest.fault);
    const config = await this.readBlob(manifest.config, 'config', LARGEST_CONFIG, this.kept);
    const { annotations, layerType, noArchive } = manifest;
    return { digest: found.digest, annotations, layerType, noArchive, config: config.toString('utf8') };
  }

  /** The archive of the chart whose manifest has that digest. Throws Unreadable. */
  async readArchive(digest: string, cache: ContentCache): Promise<Buffer> {
    const found = await this.tryManifest(digest, digest);
    if (found === undefined) throw new Unreadable(`${this.client.host} has no manifest ${digest} in ${this.name}`);
    const manifest = parseChartManifest(found.text);
    if (manifest === undefined) throw new Unreadable(`manifest ${digest} is not that of a chart`);
    if ('fault' in manifest) throw new Unreadable(manifest.fault);
    if (manifest.archive === undefined) throw new Unreadable(manifest.noArchive ?? '');
    return this.readBlob(manifest.archive, 'archive', LARGEST_ARCHIVE, cache);
  }

  /**
   * Signatures by cosign of the manifest with that digest; `undefined` if there are none. Throws
   * BadTag, or Unreadable.
   */
  async trySignatures(digest: string): Promise<readonly CosignSignature[] | undefined> {
    try {
      const found = await this.tryTag(signatureTag(digest));
      return found && parseSignatures(found.text);
    } catch (error) {
      if (!(error instanceof BadTag)) throw error;
      throw new BadTag(`its signatures cannot be read: ${error.message}`);
    }
  }

  /** The signed payload with that digest. Throws BadTag, or Unreadable. */
  readPayload(digest: string): Promise<Buffer> {
    return this.readBlob(digest, 'signed payload', LARGEST_PAYLOAD, this.kept);
  }

  private async tryTag(tag: string) {
    const digest = await this.askDigest(tag);
    return digest === 'gone' ? undefined : this.tryManifest(tag, digest);
  }

  /** `undefined` if the registry does not send it. */
  private async askDigest(tag: string): Promise<string | 'gone' | undefined> {
    if (this.isNew === true) return undefined;
    const answer = await this.send(`manifests/${tag}`, MANIFESTS, 0, 'HEAD');
    if (answer.status === 404) return 'gone';
    if (answer.status === 401 || answer.status === 403) throw this.refusal(answer.status);
    return answer.status === 200 ? answer.headers.get('docker-content-digest') : undefined;
  }

  private async tryManifest(tag: string, digest: string | undefined) {
    const kept = digest === undefined ? undefined : await this.kept.find(hashIn(digest, 'manifest'));
    if (digest !== undefined) this.isNew ??= kept === undefined;
    if (kept !== undefined) return { text: kept.toString('utf8'), digest: digest! };
    const answer = await this.send(`manifests/${digest ?? tag}`, MANIFESTS, LARGEST_MANIFEST);
    if (answer.status === 404) return undefined;
    if (answer.status !== 200) throw this.refusal(answer.status);
    this.isUnchanged = false;
    const said = digest ?? answer.headers.get('docker-content-digest');
    const hash = sha256(answer.body);
    if (said !== undefined) check('manifest', hashIn(said, 'manifest'), hash);
    await this.kept.keep(hash, answer.body);
    return { text: answer.body.toString('utf8'), digest: `sha256:${hash}` };
  }

  private async readBlob(digest: string, what: string, bytes: number, cache: ContentCache): Promise<Buffer> {
    const expected = hashIn(digest, what);
    const kept = await cache.find(expected);
    if (kept !== undefined) return kept;
    const answer = await this.send(`blobs/${digest}`, '*/*', bytes);
    if (answer.status === 404) throw new BadTag(`its ${what} ${digest} is not in the registry (404)`);
    if (answer.status !== 200) throw this.refusal(answer.status);
    this.isUnchanged = false;
    check(what, expected, sha256(answer.body));
    await cache.keep(expected, answer.body);
    return answer.body;
  }

  private send(path: string, accept: string, bytes: number, method?: 'HEAD'): Promise<RegistryAnswer> {
    return this.client.send({
      path: `/v2/${this.name}/${path}`,
      method,
      accept,
      scope: `repository:${this.name}:pull`,
      bytes,
    });
  }

  private refusal(status: number): Unreadable {
    if (status === 401 || status === 403) return this.client.refusal(status, this.name);
    return new Unreadable(`${this.client.host}/${this.name} answers with ${status}`);
  }
}

/** In hexadecimal digits; throws BadTag if it is not SHA-256. */
function hashIn(digest: string, what: string): string {
  const [, hash] = /^sha256:([0-9a-f]{64})$/.exec(digest) ?? [];
  if (hash !== undefined) return hash;
  throw new BadTag(`the digest of its ${what}, "${digest.slice(0, 100)}", is not a SHA-256 digest`);
}

function check(what: string, expected: string, found: string): void {
  if (found === expected) return;
  throw new BadTag(`its ${what} is not the one that the registry announced: its SHA-256 is ${found}, not ${expected}; find out who changed it, and why`); // prettier-ignore
}
