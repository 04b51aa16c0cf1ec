/**
 * Folders that were built, each once, with what was found in it and in everything that it includes.
 */
import type { BuildFailure, Unresolved } from '../../model/applied-cluster';
import type { FileLocation } from '../../model/yaml/file-location';
import type { BuiltObject } from './built-object';
import type { OverlayPatch, PatchFault } from './patch-objects';

/** What was found while building. */
export interface BuildReport {
  readonly unresolved: Unresolved[];
  readonly failures: BuildFailure[];
  /** Whether something could not be read, so that objects may be missing. Absent: no. */
  isPartial?: boolean;
}

/** The objects of a folder, and what was found. */
export interface BuiltFolder {
  readonly objects: readonly BuiltObject[];
  readonly report: BuildReport;
}

export class BuiltFolders {
  private readonly known = new Map<string, BuiltFolder>();
  private current: BuildReport = { unresolved: [], failures: [] };

  /** Of the folder that is being built. */
  get report(): BuildReport {
    return this.current;
  }

  /** What `build` makes, and what is found while it does. */
  reporting(build: () => readonly BuiltObject[]): BuiltFolder {
    const outer = this.current;
    const report: BuildReport = { unresolved: [], failures: [] };
    this.current = report;
    const objects = build();
    this.current = outer;
    return { objects, report };
  }

  /** The objects of `folder`, which `build` makes; what was found belongs to the folder that is being built, too. */
  once(folder: string, build: () => readonly BuiltObject[]): readonly BuiltObject[] {
    const built = this.known.get(folder) ?? this.reporting(build);
    this.known.set(folder, built);
    addReport(this.current, built.report);
    return built.objects;
  }

  /** Something that is not read. */
  hide(what: string, location: FileLocation): void {
    this.current.isPartial = true;
    this.current.unresolved.push({ what, location, hidesObjects: true });
  }

  /** Something that kustomize refuses. */
  fail(...failures: readonly BuildFailure[]): void {
    if (failures.length > 0) this.current.isPartial = true;
    this.current.failures.push(...failures);
  }

  /** A patch that kustomize refuses; `isGenerating`: there may be more objects than are known. */
  failPatch({ name, at }: OverlayPatch, { what, remedy, object }: PatchFault, isGenerating: boolean): void {
    const isUnknown = this.current.isPartial || isGenerating || /^(ConfigMap|Secret)$/.test(String(object?.kind));
    if (object !== undefined && isUnknown) return;
    this.current.failures.push({ what: `${name} ${what}`, remedy, location: at() });
  }
}

/** Adds what is in `found` to `report`. */
export function addReport(report: BuildReport, { unresolved, failures, isPartial }: BuildReport): void {
  if (isPartial === true) report.isPartial = true;
  report.unresolved.push(...unresolved);
  report.failures.push(...failures);
}
