/**
 * Finds out which chart of which repository each HelmRelease installs, from the sources next to it.
 */
import { posix } from 'node:path';
import { recordIn, textIn } from '../model/data/fields';
import { type Fields, isRecord } from '../model/data/json';
import { splitChartUrl } from '../model/registry-url';
import type { WrittenRelease } from '../model/written-release';
import type { FolderDocument } from './read-folder';

/** The URLs of sources with one name: the first of each folder, and all. */
interface PlacedUrls {
  readonly byFolder: Map<string, string>;
  readonly all: Set<string>;
}

/** The charts that the HelmReleases among documents refer to. */
export class ReleaseCharts {
  private readonly sources = new Map<string, PlacedUrls>();

  constructor(documents: readonly FolderDocument[]) {
    for (const { object, path } of documents) this.addSource(object, posix.dirname(path));
  }

  /** The chart of the HelmRelease in `document`; `undefined` if its source is elsewhere, or not a chart repository. */
  find({ object, path }: FolderDocument): WrittenRelease['chart'] {
    const spec = recordIn(object, 'spec');
    const { chartRef } = spec;
    const namespace = textIn(recordIn(object, 'metadata'), 'namespace') ?? 'default';
    const place = { namespace, folder: posix.dirname(path) };
    if (isRecord(chartRef)) {
      const url = this.findUrl(chartRef, place);
      if (url === undefined) return undefined;
      const { repository, chart: name } = splitChartUrl(url);
      return { repository, name };
    }
    const { chart: name, sourceRef } = recordIn(recordIn(spec, 'chart'), 'spec');
    if (!isRecord(sourceRef) || typeof name !== 'string') return undefined;
    const repository = this.findUrl(sourceRef, place);
    if (repository !== undefined) return { repository, name };
    const source = textIn(sourceRef, 'name');
    if (sourceRef.kind !== 'HelmRepository' || source === undefined) return undefined;
    return { source: { namespace: textIn(sourceRef, 'namespace') ?? namespace, name: source }, name };
  }

  private addSource(object: Fields, folder: string): void {
    const { apiVersion, kind } = object;
    const isSource = typeof apiVersion === 'string' && apiVersion.startsWith('source.toolkit.fluxcd.io/');
    const metadata = recordIn(object, 'metadata');
    const url = textIn(recordIn(object, 'spec'), 'url')?.replace(/\/+$/, '');
    if (!isSource || (kind !== 'HelmRepository' && kind !== 'OCIRepository') || url === undefined) return;
    const key = [kind, textIn(metadata, 'namespace') ?? 'default', metadata.name].join('/');
    const urls = this.sources.get(key) ?? { byFolder: new Map(), all: new Set() };
    this.sources.set(key, urls);
    if (!urls.byFolder.has(folder)) urls.byFolder.set(folder, url);
    urls.all.add(url);
  }

  /** The URL of the source in the same folder, or of the only one. */
  private findUrl(reference: Fields, place: { readonly namespace: string; readonly folder: string }) {
    const namespace = textIn(reference, 'namespace') ?? place.namespace;
    const found = this.sources.get([reference.kind, namespace, reference.name].join('/'));
    return found?.byFolder.get(place.folder) ?? (found?.all.size === 1 ? [...found.all][0] : undefined);
  }
}
