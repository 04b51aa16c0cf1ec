/**
 * How Flux installs and maintains a release: the options of a subscription, its cluster and its
 * fleet. Each field is the HelmRelease field of that name (helm.toolkit.fluxcd.io/v2).
 */
import type { Duration } from 'cdk8s';

/** A cdk8s Duration, or Flux's own syntax: `90s`, `1h30m`. Flux does not accept days. */
export type FluxDuration = Duration | string;

/** Values for the chart from a ConfigMap or Secret in the namespace of the HelmRelease. */
export interface ValuesReference {
  /** Kind of the object. */
  readonly kind: 'ConfigMap' | 'Secret';
  /** Name of the object. */
  readonly name: string;
  /** Key in the object's data. @default 'values.yaml' */
  readonly valuesKey?: string;
  /** Where the value goes, as in `helm --set`: `image.tag`. @default the key contains a whole YAML document */
  readonly targetPath?: string;
  /** Whether the object may be missing. @default false */
  readonly optional?: boolean;
  /** Take the value at `targetPath` as it is, as `helm --set-literal` does. @default false */
  readonly literal?: boolean;
}

/** Cluster to install into, if it is not the one that Flux runs in: exactly one of the two. */
export interface KubeConfigReference {
  /**
   * Secret, by `name`, that contains a kubeconfig under `key` (by default `value`). Absent:
   * `configMapRef` is given.
   */
  readonly secretRef?: { readonly name: string; readonly key?: string };
  /** ConfigMap, by `name`, that says how to log in to the cluster as a workload. Absent: `secretRef` is given. */
  readonly configMapRef?: { readonly name: string };
}

/** Objects of a release: every field that is given must match; names are regular expressions. */
export interface ObjectSelector {
  /** API group: `apps`. @default any */
  readonly group?: string;
  /** API version: `v1`. @default any */
  readonly version?: string;
  /** Kind: `Deployment`. @default any */
  readonly kind?: string;
  /** Name of the object. @default any */
  readonly name?: string;
  /** Namespace of the object. @default any */
  readonly namespace?: string;
  /** Labels, in the syntax of `kubectl --selector`: `app=web,tier!=test`. @default any */
  readonly labelSelector?: string;
  /** Annotations, in the same syntax. @default any */
  readonly annotationSelector?: string;
}

/** Changes to the output of a chart, made by Kustomize. */
export interface PostRenderer {
  /** The changes, as in a `kustomization.yaml`. */
  readonly kustomize: {
    /** Patches, one after the other. @default none */
    readonly patches?: readonly {
      /** Strategic merge or JSON patch, as YAML. */
      readonly patch: string;
      /** Objects to patch. @default the one that a strategic merge patch names */
      readonly target?: ObjectSelector;
    }[];
    /** Images to replace. @default none */
    readonly images?: readonly {
      /** Image in the chart, without its tag: `nginx`. */
      readonly name: string;
      /** Image to use instead: `registry.example.com/nginx`. @default the same */
      readonly newName?: string;
      /** Tag to use instead. @default the same */
      readonly newTag?: string;
      /** Digest to use instead of a tag: `sha256:...`. @default none */
      readonly digest?: string;
    }[];
  };
}

/** Options that installs and upgrades have in common. */
export interface ActionOptions {
  /** `RetryOnFailure` tries again without uninstalling; `RemediateOnFailure` uninstalls or rolls back first. @default 'RetryOnFailure' */
  readonly strategy?: 'RetryOnFailure' | 'RemediateOnFailure';
  /** Time between retries of `RetryOnFailure`. @default Flux's, 5m */
  readonly retryInterval?: FluxDuration;
  /** Retries of `RemediateOnFailure`; -1 for no limit. @default Flux's, 0 */
  readonly retries?: number;
  /** What happens to the chart's CRDs. @default 'CreateReplace' */
  readonly crds?: 'Skip' | 'Create' | 'CreateReplace';
  /** How long one attempt may take. @default `timeout` of the release */
  readonly timeout?: FluxDuration;
}

/** How Flux removes a release. It always waits until the objects are gone, because others need them until then. */
export interface UninstallOptions {
  /**
   * How long the objects may take to be removed. After that, Flux considers the release gone, and
   * may remove what it needed. @default 30m
   */
  readonly timeout?: FluxDuration;
  /** Whether what an object owns, such as the pods of a Deployment, is deleted after it, before it or not at all. @default 'foreground' if it waits for others, otherwise Flux's, 'background' */
  readonly deletionPropagation?: 'background' | 'foreground' | 'orphan';
  /** Whether to skip the chart's hooks. @default false */
  readonly disableHooks?: boolean;
  /** Whether to keep Helm's record of the release. @default false */
  readonly keepHistory?: boolean;
}

/** What Flux does if objects differ from the release: correct them, report them, or nothing. */
export type DriftMode = 'enabled' | 'warn' | 'disabled';

/** Which changes Flux corrects, and which it ignores, such as the replicas that an autoscaler sets. */
export interface DriftDetection {
  /** What to do with changes. @default 'enabled' */
  readonly mode?: DriftMode;
  /** Fields to leave alone. @default none */
  readonly ignore?: readonly {
    /** JSON pointers: `/spec/replicas`. */
    readonly paths: readonly string[];
    /** Objects whose fields are left alone. @default all objects of the release */
    readonly target?: ObjectSelector;
  }[];
}

/** How Flux installs a release and maintains it. */
export interface ReleaseOptions {
  /** How often Flux reconciles the release. @default 10m */
  readonly interval?: FluxDuration;
  /** For each Helm action. @default Flux's, 5m */
  readonly timeout?: FluxDuration;
  /**
   * Whether to create `targetNamespace` before the install. If you write `true`, a Namespace for the Flux objects is
   * written too, unless it is the cluster's. @default true, for `targetNamespace` only
   */
  readonly createNamespace?: boolean;
  /** Account that Flux acts as. @default Flux's own */
  readonly serviceAccountName?: string;
  /** Cluster to install into. @default the one that Flux runs in */
  readonly kubeConfig?: KubeConfigReference;
  /** ConfigMaps and Secrets with values, merged in this order; the inline values take precedence. @default none */
  readonly valuesFrom?: readonly ValuesReference[];
  /** How it is installed. @default retried until it succeeds, CRDs created or replaced */
  readonly install?: ActionOptions;
  /** How it is upgraded. @default retried until it succeeds, CRDs created or replaced */
  readonly upgrade?: ActionOptions;
  /** How it is removed. @default within 30m */
  readonly uninstall?: UninstallOptions;
  /** What happens to changes made by hand, or by other controllers. @default 'enabled': they are undone */
  readonly driftDetection?: DriftMode | DriftDetection;
  /** Revisions that Helm keeps; 0 for all. @default Flux's, 5 */
  readonly maxHistory?: number;
  /** Changes to the output of the chart, one after the other. @default none */
  readonly postRenderers?: readonly PostRenderer[];
  /** Whether Flux stops reconciling the release. @default false */
  readonly suspend?: boolean;
}
