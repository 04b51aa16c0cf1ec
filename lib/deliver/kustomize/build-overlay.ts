/**
 * Builds folders as kustomize does, as far as names, namespaces and patches matter; what needs more is left to the
 * installed kustomize, or reported as unresolved.
 */
import { type Fields, isRecord } from '../../model/data/json';
import type { LocatedObject } from '../../model/formats/parse-documents';
import type { FileLocation } from '../../model/yaml/file-location';
import { type FileTree, resolveIn } from './file-tree';
import { BuiltFolders, type BuiltFolder, type BuildReport } from './built-folders';
import { type BuiltObject, recordsIn, textIn, textsIn } from './built-object';
import { nameObjects } from './name-objects';
import { generatedConfigMaps, isObject, locateIn, toFailure, withSource } from './object-sources';
import { applyPatches, type OverlayPatch } from './patch-objects';

/** Builds a folder with the installed kustomize: its output, or why there is none. */
export type RunKustomize = (folder: string) => { readonly objects: readonly LocatedObject[] } | { readonly reason: string }; // prettier-ignore

/** Fields of a `kustomization.yaml` that only kustomize itself can evaluate. */
const NEEDS_KUSTOMIZE = ['generators', 'helmChartInflationGenerator', 'helmCharts', 'replacements', 'transformers', 'vars']; // prettier-ignore

/** The `kustomization.yaml` of a folder. */
interface Overlay {
  readonly folder: string;
  readonly fields: Fields;
  readonly at: FileLocation;
  readonly locate: (...path: readonly (string | number)[]) => FileLocation;
}

/** Builds the folders of one tree; each is built once. */
export class OverlayBuilder {
  private readonly built = new BuiltFolders();
  /** Folders that are being built. */
  private readonly open = new Set<string>();
  /** Fields of the current overlay, and of its components, that only kustomize can evaluate. */
  private needed = new Set<string>();

  constructor(
    private readonly tree: FileTree,
    private readonly run?: RunKustomize,
  ) {}

  /** `folder`, changed by the fields that a Flux Kustomization adds to its `kustomization.yaml`. */
  build(folder: string, added: Fields, at: FileLocation): BuiltFolder {
    return this.built.reporting(() => this.buildChanged(folder, added, at));
  }

  private get report(): BuildReport {
    return this.built.report;
  }

  private buildChanged(folder: string, added: Fields, at: FileLocation): readonly BuiltObject[] {
    const objects = this.buildFolder(folder);
    this.needed = new Set();
    const changed = this.change(objects, { folder, fields: added, at, locate: () => at });
    if (this.needed.size > 0) this.unresolved([...this.needed], 'a component', 'kustomize was not run', at);
    return changed;
  }

  private buildFolder(folder: string): readonly BuiltObject[] {
    return this.built.once(folder, () => this.buildAlone(folder));
  }

  private buildAlone(folder: string): readonly BuiltObject[] {
    this.open.add(folder);
    const path = this.tree.overlayIn(folder);
    const objects =
      path === undefined
        ? [...this.tree.resourcesBelow(folder)].flatMap(resource => this.readResource(resource))
        : this.buildOverlay(folder, path);
    this.open.delete(folder);
    return objects;
  }

  private buildOverlay(folder: string, path: string): readonly BuiltObject[] {
    const overlay = this.readOverlay(folder, path);
    if (overlay === undefined) return [];
    const before = this.report.unresolved.length;
    const outer = this.needed;
    this.needed = new Set();
    const objects = this.change(this.resourcesOf(overlay), overlay);
    const needed = [...this.needed];
    this.needed = outer;
    if (needed.length === 0) return objects;
    // it would download what is remote
    const isRemote = this.report.unresolved.length > before;
    const result = isRemote || this.run === undefined ? { reason: 'kustomize was not run' } : this.run(folder);
    if ('objects' in result) return result.objects.map(object => withSource(object, objects, overlay.at));
    this.unresolved(needed, path, result.reason, overlay.at);
    return objects;
  }

  private unresolved(needed: readonly string[], by: string, reason: string, location: FileLocation): void {
    const what = `${by} uses ${needed.map(key => `"${key}"`).join(' and ')}, and ${reason}`;
    this.report.unresolved.push({ what, location, hidesObjects: true });
  }

  private readOverlay(folder: string, path: string): Overlay | undefined {
    const { objects, problems } = this.tree.file(path)!.parse();
    const [first] = objects;
    this.report.failures.push(...problems.map(problem => toFailure(problem, path)));
    if (first === undefined) return undefined;
    const { object: fields, fields: located, file, line, column } = first;
    const locate = (...steps: readonly (string | number)[]) => locateIn(located(), steps);
    return { folder, fields, at: { file, line, column }, locate };
  }

  private resourcesOf(overlay: Overlay): readonly BuiltObject[] {
    const lists = ['resources', 'bases'].flatMap(key =>
      textsIn(overlay.fields, key).map((entry, i) => ({ entry, at: () => overlay.locate(key, i) })),
    );
    return [
      ...lists.flatMap(({ entry, at }) => this.include(overlay.folder, entry, at)),
      ...generatedConfigMaps(overlay.fields, overlay.at),
    ];
  }

  private include(folder: string, entry: string, at: () => FileLocation): readonly BuiltObject[] {
    const path = resolveIn(folder, entry);
    if (path !== undefined && this.tree.file(path) !== undefined) return this.readResource(path);
    if (path !== undefined && this.tree.overlayIn(path) !== undefined) return this.enter(path, at);
    if (/:\/\/|^git@|\?ref=|^github\.com\//.test(entry)) {
      this.report.unresolved.push({ what: `"${entry}" is not in this repository`, location: at(), hidesObjects: true });
    } else if (path === undefined || /(^|\/)\./.test(path) || (/\.\w+$/.test(path) && !/\.(ya?ml|json)$/.test(path))) {
      this.report.unresolved.push({ what: `"${entry}" was not read`, location: at(), hidesObjects: true });
    } else {
      const what = this.tree.isFolder(path) ? `"${entry}" contains no kustomization.yaml` : `"${entry}" does not exist`;
      this.report.failures.push({ what, remedy: 'correct the path, or add what is missing', location: at() });
    }
    return [];
  }

  private enter(folder: string, at: () => FileLocation): readonly BuiltObject[] {
    if (!this.open.has(folder)) return this.buildFolder(folder);
    const what = `"${folder || '.'}" includes itself`;
    this.report.failures.push({ what, remedy: 'remove one of the references', location: at() });
    return [];
  }

  /** The objects in a file, or in a folder with a `kustomization.yaml`. */
  private readResource(path: string): readonly BuiltObject[] {
    const file = this.tree.file(path);
    if (file === undefined) return this.buildFolder(path);
    const { objects, problems } = file.parse();
    this.report.failures.push(...problems.map(problem => toFailure(problem, path)));
    return objects.filter(({ object }) => isObject(object)).map(source => ({ object: source.object, source }));
  }

  /** Components, patches and names, in the order of kustomize. */
  private change(objects: readonly BuiltObject[], overlay: Overlay): readonly BuiltObject[] {
    for (const key of NEEDS_KUSTOMIZE) if (overlay.fields[key] !== undefined) this.needed.add(key);
    const entries = textsIn(overlay.fields, 'components');
    const all = entries.reduce((some, entry, i) => {
      const at = () => overlay.locate('components', i);
      return this.addComponent(some, resolveIn(overlay.folder, entry), { entry, at, from: overlay.folder });
    }, objects);
    return nameObjects(applyPatches(all, this.patchesOf(overlay)), overlay.fields);
  }

  private addComponent(
    objects: readonly BuiltObject[],
    folder: string | undefined,
    { entry, at, from }: { readonly entry: string; readonly at: () => FileLocation; readonly from: string },
  ): readonly BuiltObject[] {
    const path = folder === undefined ? undefined : this.tree.overlayIn(folder);
    const overlay = path === undefined || this.open.has(folder!) ? undefined : this.readOverlay(folder!, path);
    if (overlay === undefined) return [...objects, ...this.include(from, entry, at)];
    this.open.add(folder!);
    const changed = this.change([...objects, ...this.resourcesOf(overlay)], overlay);
    this.open.delete(folder!);
    return changed;
  }

  private patchesOf({ folder, fields, locate }: Overlay): OverlayPatch[] {
    const old = textsIn(fields, 'patchesStrategicMerge').flatMap((entry, i) => {
      const text = /\n/.test(entry) ? entry : this.readPatch(folder, entry, () => locate('patchesStrategicMerge', i));
      return text === undefined ? [] : { text };
    });
    const others = ['patches', 'patchesJson6902'].flatMap(key =>
      recordsIn(fields, key).flatMap((item, i) => {
        const path = textIn(item, 'path');
        const text = textIn(item, 'patch') ?? (path === undefined ? undefined : this.readPatch(folder, path, () => locate(key, i, 'path'))); // prettier-ignore
        return text === undefined ? [] : { text, ...(isRecord(item.target) && { target: item.target }) };
      }),
    );
    return [...old, ...others];
  }

  private readPatch(folder: string, entry: string, at: () => FileLocation): string | undefined {
    const path = resolveIn(folder, entry);
    const file = path === undefined ? undefined : this.tree.file(path);
    if (file === undefined) this.report.unresolved.push({ what: `patch "${entry}" was not read`, location: at(), hidesObjects: true }); // prettier-ignore
    return file?.text;
  }
}
