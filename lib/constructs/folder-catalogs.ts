/**
 * The catalogs of a repository: its lock files, in the folder `catalogs` next to that of the subscriptions.
 */
import { Construct, type IConstruct } from 'constructs';
import { join } from 'node:path';
import { groupBy } from '../model/data/group-by';
import { Catalog } from './catalog';
import { readCatalogFile } from './files/read-catalog-file';
import { LayerModel } from './layer-model';
import type { FileView } from './folder/file-view';

/** The catalogs in `folder`, which the clusters of an app share; empty if there are none. */
export function folderCatalogs(scope: IConstruct, folder: string, view: FileView): readonly Catalog[] {
  const id = `.catalogs:${folder}`;
  const { root } = scope.node;
  const known = root.node.tryFindChild(id);
  if (known !== undefined) return known.node.children as Catalog[];
  const shared = new Construct(root as Construct, id);
  const files = view.list(folder, 'file').filter(name => name.endsWith('.lock.yaml') && !name.startsWith('.'));
  const read = files.map(name => readCatalogFile(join(folder, name), {}, file => view.read(file)));
  const names = groupBy(read, ({ source }) => source?.name);
  return read.map(({ source, ...content }) => {
    const { name = content.file, namespace = '' } = source ?? {};
    const isShared = names.get(source?.name)!.length > 1;
    const label = isShared && source !== undefined ? `${namespace}/${name}` : name;
    return new Catalog(shared, label, { ...content, layers: LayerModel.besides(content.file) });
  });
}
