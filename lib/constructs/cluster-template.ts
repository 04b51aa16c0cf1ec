/**
 * A template of clusters that a program publishes: CAPITemplate or GitOpsTemplate of Weave GitOps.
 */
import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import type { JsonObject } from '../model/data/json';
import { compact } from '../model/formats/source-access';
import type { Problem } from '../model/problem';
import { describeProblem } from '../model/problem-words';
import { readTemplates } from '../model/templates/read-templates';
import * as written from '../model/templates/write-template';
import { formatYaml } from '../model/yaml/yaml-text';
import type {
  ClusterTemplateProps,
  Placeholders,
  TemplateFile,
  TemplateSubscription,
  TemplateSubscriptionOptions,
} from './props/cluster-template-props';
import type { IProfile } from './props/i-profile';
import { toSubscription } from './templates/template-subscription';
import { PlainObject } from './tree/plain-object';
import { mark, PROBLEMS } from './tree/symbols';

/** Flux must not replace the parameters when it applies the template. */
const SUBSTITUTE = { 'kustomize.toolkit.fluxcd.io/substitute': 'disabled' };

/**
 * A template of clusters: parameters, the objects of a cluster, and the profiles that come with it. Others fill it in
 * with `Cluster.fromTemplate`, `pctl template` or Weave GitOps.
 *
 * @example
 * ```ts
 * import { Chart } from 'cdk8s';
 * import { ClusterTemplate, Fleet } from 'cdk8s-profiles';
 *
 * const templates = new Chart(new Fleet(), 'templates');
 * const small = new ClusterTemplate(templates, 'small', {
 *   params: { CLUSTER_NAME: { description: 'Name of the cluster' } },
 *   resources: ({ CLUSTER_NAME }) => [
 *     { apiVersion: 'cluster.x-k8s.io/v1beta2', kind: 'Cluster', metadata: { name: CLUSTER_NAME, namespace: 'clusters' } },
 *   ],
 * });
 * small.subscribe('cert-manager', { version: '~1.18' });
 * ```
 */
export class ClusterTemplate<Param extends string = string> extends Construct {
  /** Name of the object. */
  readonly templateName: string;
  /** Parameters as texts contain them. */
  readonly params: Placeholders<Param>;
  private readonly subscriptions: TemplateSubscription[];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ClusterTemplateProps<Param>,
  ) {
    super(scope, id);
    this.templateName = props.name ?? id;
    const names = Object.keys(props.params) as Param[];
    const toText = (name: Param) => (props.renderType === 'templating' ? `{{ .params.${name} }}` : `\${${name}}`);
    this.params = Object.fromEntries(names.map(name => [name, toText(name)])) as Placeholders<Param>;
    this.subscriptions = [...(props.profiles?.(this.params) ?? [])];
    // read at synthesis: profiles may still be added after this line
    new PlainObject(this, 'Resource', () => this.toJson());
    mark(this, PROBLEMS, () => this.problems);
    this.node.addValidation({ validate: () => this.problems.map(describeProblem) });
  }

  /** Adds a profile: an object, or its name in the catalog that the template is used with. */
  subscribe(profile: IProfile | string, options: TemplateSubscriptionOptions = {}): void {
    this.subscriptions.push({ ...options, profile });
  }

  /** The object. */
  toJson(): JsonObject {
    const { kind = 'CAPITemplate', namespace, displayName, labels, addCommonBases, injectPruneAnnotation } = this.props;
    const template = this.written;
    const annotations = {
      ...this.props.annotations,
      ...SUBSTITUTE,
      ...compact({
        'templates.weave.works/display-name': displayName,
        'templates.weave.works/add-common-bases': addCommonBases?.toString(),
        'templates.weave.works/inject-prune-annotation': injectPruneAnnotation?.toString(),
      }),
      ...written.profileAnnotations(template),
    };
    const home = namespace ?? Chart.of(this).namespace ?? 'default';
    const metadata = { name: this.templateName, namespace: home, ...(labels && { labels }), annotations };
    return { apiVersion: written.TEMPLATE_VERSIONS[kind], kind, metadata, spec: written.templateSpec(template) };
  }

  /** The text of the object; the same template gives the same bytes. */
  toYaml(): string {
    return formatYaml(this.toJson());
  }

  private get written(): written.WrittenTemplate {
    const { kind = 'CAPITemplate', description, renderType = 'envsubst', params, resources } = this.props;
    const { profilesIn = 'charts', helmRepositoryPath } = this.props;
    return {
      ...compact({ description, helmRepositoryPath }),
      ...{ kind, renderType, profilesIn },
      params: (Object.keys(params) as Param[]).map(name => ({ name, ...params[name] })),
      resources: toResources(resources?.(this.params) ?? []),
      profiles: this.subscriptions.map(toSubscription),
    };
  }

  /** What reading it back finds, and what annotations cannot contain. */
  private get problems(): readonly Problem[] {
    const { path } = this.node;
    const read = readTemplates(this.toYaml(), this.templateName).problems;
    const lost = this.props.profilesIn === 'annotations' ? this.subscriptions.flatMap(lostInAnnotations) : [];
    return [...read.map(({ location: _, ...problem }) => problem as Problem), ...lost, ...this.duplicates].map(
      problem => ({ ...problem, path }),
    );
  }

  private get duplicates(): Problem[] {
    const names = this.subscriptions.map(subscription => toSubscription(subscription).name);
    const twice = [...new Set(names.filter((name, i) => names.indexOf(name) !== i))].sort();
    return twice.map(name => ({
      kind: 'invalid-props',
      what: `profile "${name}" is in the template twice`,
      remedy: 'keep one of them',
    }));
  }
}

/** Objects that are not in a file of their own are in the file of the cluster, in their order. */
function toResources(resources: readonly (TemplateFile | object)[]): JsonObject[] {
  const isObject = (resource: object) => 'kind' in resource;
  const content = resources.filter(isObject);
  const files = resources.filter(resource => !isObject(resource));
  return [...(content.length === 0 ? [] : [{ content }]), ...files] as unknown as JsonObject[];
}

function lostInAnnotations({ profile, layer, helmRelease, path }: TemplateSubscription): Problem[] {
  const name = typeof profile === 'string' ? profile : profile.profileName;
  return Object.entries({ layer, helmRelease, path })
    .filter(([, value]) => value !== undefined)
    .map(([field]) => ({
      kind: 'invalid-props',
      what: `"${field}" of profile "${name}" cannot be written to an annotation`,
      remedy: 'drop it, or write profiles to "charts" with profilesIn',
    }));
}
