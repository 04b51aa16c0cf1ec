/**
 * Writes a template as the Kubernetes object that `readTemplates` reads.
 */
import { compareText } from '../data/compare-text';
import type { JsonObject, JsonValue } from '../data/json';
import { compact } from '../formats/source-access';
import { formatLayer } from '../layer';
import { formatYaml } from '../yaml/yaml-text';
import type { RenderType, TemplateKind } from './template-definition';

/** A profile to write. */
export interface WrittenProfile {
  /** Name of the chart. */
  readonly name: string;
  /** Version or range. Absent: the newest. */
  readonly version?: string;
  /** Absent: none. */
  readonly targetNamespace?: string;
  /** Absent: the catalog's. */
  readonly layer?: number;
  /** Whether it is always installed. */
  readonly required: boolean;
  /** Whether version, namespace and values may be others. */
  readonly editable: boolean;
  /** Absent: none. */
  readonly values?: JsonObject;
  /** What is merged into its HelmRelease. Absent: nothing. */
  readonly helmRelease?: JsonObject;
  /** Path of the file with its HelmRelease. Absent: the default path. */
  readonly path?: string;
}

/** A parameter to write. */
export interface WrittenParameter {
  readonly name: string;
  readonly description?: string;
  readonly options?: readonly string[];
  readonly required?: boolean;
  readonly default?: string;
  readonly editable?: boolean;
}

/** A template to write. */
export interface WrittenTemplate {
  readonly kind: TemplateKind;
  readonly description?: string;
  readonly renderType: RenderType;
  readonly params: readonly WrittenParameter[];
  /** Items of `resourcetemplates`. */
  readonly resources: readonly JsonObject[];
  /** In any order. */
  readonly profiles: readonly WrittenProfile[];
  readonly profilesIn: 'annotations' | 'charts';
  readonly helmRepositoryPath?: string;
}

/** `apiVersion` of each kind. */
export const TEMPLATE_VERSIONS: Readonly<Record<TemplateKind, string>> = {
  CAPITemplate: 'capi.weave.works/v1alpha2',
  GitOpsTemplate: 'templates.weave.works/v1alpha2',
};

/** Annotations with the profiles; none if they are in `spec.charts`. */
export function profileAnnotations({ profiles, profilesIn }: WrittenTemplate): Record<string, string> {
  if (profilesIn === 'charts') return {};
  return Object.fromEntries(
    sorted(profiles).map(profile => [`capi.weave.works/profile-${profile.name}`, toJson(profile)]),
  );
}

/** The `spec`, with the profiles by name. */
export function templateSpec(template: WrittenTemplate): JsonObject {
  const { description, renderType, params, resources, profiles, profilesIn, helmRepositoryPath: path } = template;
  const items = profilesIn === 'charts' ? sorted(profiles).map(toItem) : [];
  const charts = compact({
    helmRepositoryTemplate: path === undefined ? undefined : { path },
    items: items.length === 0 ? undefined : items,
  });
  return compact({
    description,
    params: params.map(param => compact({ ...param }) as JsonObject),
    renderType,
    resourcetemplates: [...resources],
    charts: Object.keys(charts).length === 0 ? undefined : charts,
  }) as JsonObject;
}

function sorted(profiles: readonly WrittenProfile[]): WrittenProfile[] {
  return [...profiles].sort((a, b) => compareText(a.name, b.name));
}

/** In annotations, profiles are required unless they say otherwise. */
function toJson({ name, version, targetNamespace: namespace, required, editable, values }: WrittenProfile): string {
  const fields = { name, version, namespace, required: required ? undefined : false, editable: editable || undefined };
  return JSON.stringify({ ...compact(fields), ...(values !== undefined && { values: formatYaml(values) }) });
}

/** In `spec.charts`, profiles are optional unless they say otherwise. */
function toItem({ name: chart, layer, required, editable, helmRelease: content, path, ...rest }: WrittenProfile) {
  const template = content === undefined && path === undefined ? undefined : compact({ content, path });
  const flags = { required: required || undefined, editable: editable || undefined };
  const written = { chart, ...rest, ...flags, layer: layer === undefined ? undefined : formatLayer(layer), template };
  return compact(written as Record<string, JsonValue | undefined>) as JsonObject;
}
