/**
 * Builds folders as kustomize does, as far as names, namespaces and patches matter; what needs more is left to the
 * installed kustomize, or reported as unresolved.
 */
import type { PathStep } from '../../model/applied-cluster';
import { textsIn } from '../../model/data/fields';
import type { Fields } from '../../model/data/json';
import type { LocatedObject } from '../../model/formats/parse-documents';
import type { FileLocation } from '../../model/yaml/file-location';
import { type FileTree, resolveIn } from './file-tree';
import { BuiltFolders, type BuiltFolder } from './built-folders';
import type { BuiltObject } from './built-object';
import { nameObjects } from './name-objects';
import { generatedConfigMaps, isObject, locateIn, toFailure, withSource } from './object-sources';
import { type Overlay, patchesOf } from './overlay';
import { applyPatches } from './patch-objects';
import { isDownloading, isRemote, withoutAccess } from './remote-entry';

/** Builds a folder with the installed kustomize: its output, or why there is none. */
export type RunKustomize = (folder: string) => { readonly objects: readonly LocatedObject[] } | { readonly reason: string }; // prettier-ignore

/** Fields of a `kustomization.yaml` that only kustomize itself can evaluate. */
const NEEDS_KUSTOMIZE = ['generators', 'helmChartInflationGenerator', 'helmCharts', 'replacements', 'transformers', 'vars']; // prettier-ignore

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
    const outer = this.needed;
    this.needed = new Set();
    const objects = this.change(this.resourcesOf(overlay), overlay);
    const needed = [...this.needed];
    this.needed = outer;
    if (needed.length === 0) return objects;
    // it would download what is remote
    const result =
      this.built.report.isPartial === true || this.run === undefined
        ? { reason: 'kustomize was not run' }
        : this.run(folder);
    if ('objects' in result) return result.objects.map(object => withSource(object, objects, overlay.at));
    this.unresolved(needed, path, result.reason, overlay.at);
    return objects;
  }

  private unresolved(needed: readonly string[], by: string, reason: string, location: FileLocation): void {
    const what = `${by} uses ${needed.map(key => `"${key}"`).join(' and ')}, and ${reason}`;
    this.built.hide(what, location);
  }

  private readOverlay(folder: string, path: string): Overlay | undefined {
    const { objects, problems } = this.tree.file(path)!.parse();
    const [first] = objects;
    this.built.fail(...problems.map(problem => toFailure(problem, path)));
    if (first === undefined) return undefined;
    const { object: fields, fields: located, file, line, column } = first;
    const locate = (...steps: readonly PathStep[]) => locateIn(located(), steps);
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
    this.reportMissing(entry, path, at);
    return [];
  }

  private reportMissing(entry: string, path: string | undefined, at: () => FileLocation): void {
    const shown = `"${withoutAccess(entry)}"`;
    if (isRemote(entry) || (path !== undefined && this.tree.isInSubmodule(path)))
      this.built.hide(`${shown} is not in this repository`, at());
    else if (path === undefined || /(^|\/)\./.test(path) || (/\.\w+$/.test(path) && !/\.(ya?ml|json)$/.test(path)))
      this.built.hide(`${shown} was not read`, at());
    else {
      const what = this.tree.isFolder(path) ? `${shown} contains no kustomization.yaml` : `${shown} does not exist`;
      this.built.fail({ what, remedy: 'correct the path, or add what is missing', location: at() });
    }
  }

  private enter(folder: string, at: () => FileLocation): readonly BuiltObject[] {
    if (!this.open.has(folder)) return this.buildFolder(folder);
    const what = `"${folder || '.'}" includes itself`;
    this.built.fail({ what, remedy: 'remove one of the references', location: at() });
    return [];
  }

  /** The objects in a file, or in a folder with a `kustomization.yaml`. */
  private readResource(path: string): readonly BuiltObject[] {
    const file = this.tree.file(path);
    if (file === undefined) return this.buildFolder(path);
    const { objects, problems } = file.parse();
    this.built.fail(...problems.map(problem => toFailure(problem, path)));
    return objects.filter(({ object }) => isObject(object)).map(source => ({ object: source.object, source }));
  }

  /** Components, patches and names, in the order of kustomize. */
  private change(objects: readonly BuiltObject[], overlay: Overlay): readonly BuiltObject[] {
    for (const key of NEEDS_KUSTOMIZE) if (overlay.fields[key] !== undefined) this.needed.add(key);
    this.checkPlugins(overlay);
    const entries = textsIn(overlay.fields, 'components');
    const all = entries.reduce((some, entry, i) => {
      const at = () => overlay.locate('components', i);
      const isOptional = overlay.fields.ignoreMissingComponents === true;
      return this.addComponent(some, resolveIn(overlay.folder, entry), { entry, at, from: overlay.folder, isOptional });
    }, objects);
    const patches = patchesOf(overlay, (entry, at) => this.readPatch(overlay.folder, entry, at));
    const patched = applyPatches(all, patches, (patch, fault) =>
      this.built.failPatch(patch, fault, this.needed.size > 0),
    );
    return nameObjects(patched, overlay.fields);
  }

  /** What only kustomize reads may be missing too, or remote. */
  private checkPlugins({ folder, fields, locate }: Overlay): void {
    if (isDownloading(fields)) this.built.report.isPartial = true;
    for (const key of ['generators', 'transformers', 'validators'])
      textsIn(fields, key).forEach((entry, i) => {
        const isInline = /^\s*[[{]|\n/.test(entry);
        if (!isInline) this.include(folder, entry, () => locate(key, i));
      });
  }

  private addComponent(
    objects: readonly BuiltObject[],
    folder: string | undefined,
    { entry, at, from, isOptional }: { entry: string; at: () => FileLocation; from: string; isOptional: boolean }, // prettier-ignore
  ): readonly BuiltObject[] {
    const path = folder === undefined ? undefined : this.tree.overlayIn(folder);
    const overlay = path === undefined || this.open.has(folder!) ? undefined : this.readOverlay(folder!, path);
    const isMissing = folder !== undefined && !this.tree.isFolder(folder) && this.tree.file(folder) === undefined;
    if (overlay === undefined && isOptional && isMissing && !isRemote(entry)) return objects;
    if (overlay === undefined) return [...objects, ...this.include(from, entry, at)];
    this.open.add(folder!);
    const changed = this.change([...objects, ...this.resourcesOf(overlay)], overlay);
    this.open.delete(folder!);
    return changed;
  }

  private readPatch(folder: string, entry: string, at: () => FileLocation): string | undefined {
    const path = resolveIn(folder, entry);
    const file = path === undefined ? undefined : this.tree.file(path);
    if (file === undefined) this.reportMissing(entry, path, at);
    return file?.text;
  }
}
