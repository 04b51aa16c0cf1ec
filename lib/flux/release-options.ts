/**
 * How Flux installs and keeps a release: what a subscription, its cluster and its fleet
 * can say. Each field is the HelmRelease field of that name (helm.toolkit.fluxcd.io/v2).
 */
import type { Duration } from 'cdk8s';

/** A cdk8s Duration, or Flux's own grammar: `90s`, `1h30m`. Flux knows no days. */
export type FluxDuration = Duration | string;

/** A value for the chart from an object in the cluster. */
export interface ValuesReference {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
  /** @default 'values.yaml' */
  readonly valuesKey?: string;
  /** Where the value goes, as in `helm --set`: `image.tag`. @default the key holds a whole YAML document */
  readonly targetPath?: string;
  /** Whether the object may be missing. @default false */
  readonly optional?: boolean;
  /** Take the value at `targetPath` as it is, as `helm --set-literal` does. @default false */
  readonly literal?: boolean;
}

/** Cluster to install into, when it is not the one that Flux runs in. */
export interface KubeConfigReference {
  readonly secretRef?: { readonly name: string; readonly key?: string };
  readonly configMapRef?: { readonly name: string };
}

/** Objects of a release; every field that is given must match. */
export interface ObjectSelector {
  readonly group?: string;
  readonly version?: string;
  readonly kind?: string;
  readonly name?: string;
  readonly namespace?: string;
  readonly labelSelector?: string;
  readonly annotationSelector?: string;
}

/** Changes to what a chart renders, made by Kustomize. */
export interface PostRenderer {
  readonly kustomize: {
    readonly patches?: readonly {
      /** Strategic merge or JSON patch, as YAML. */
      readonly patch: string;
      readonly target?: ObjectSelector;
    }[];
    readonly images?: readonly {
      readonly name: string;
      readonly newName?: string;
      readonly newTag?: string;
      readonly digest?: string;
    }[];
  };
}

/** What an install and an upgrade have in common. */
export interface ActionOptions {
  /** `RetryOnFailure` tries again without uninstalling; `RemediateOnFailure` cleans up first. @default 'RetryOnFailure' */
  readonly strategy?: 'RetryOnFailure' | 'RemediateOnFailure';
  /** Between tries of `RetryOnFailure`. @default Flux's, 5m */
  readonly retryInterval?: FluxDuration;
  /** Tries after the first of `RemediateOnFailure`; -1 for ever. @default Flux's, 0 */
  readonly retries?: number;
  /** What happens to the chart's CRDs. @default 'CreateReplace' */
  readonly crds?: 'Skip' | 'Create' | 'CreateReplace';
  /** @default `timeout` of the release */
  readonly timeout?: FluxDuration;
}

/** How Flux removes a release. It always waits for what it removes: others hang on it. */
export interface UninstallOptions {
  /** How long the removed objects may take; after it the release counts as gone, and order ends. @default 30m */
  readonly timeout?: FluxDuration;
  /** @default Flux's, 'background' */
  readonly deletionPropagation?: 'background' | 'foreground' | 'orphan';
  /** Leave out the chart's hooks. @default false */
  readonly disableHooks?: boolean;
  /** Keep Helm's record of the release. @default false */
  readonly keepHistory?: boolean;
}

export type DriftMode = 'enabled' | 'warn' | 'disabled';

/** Changes to undo, and changes to leave: the replicas that an autoscaler sets. */
export interface DriftDetection {
  /** @default 'enabled' */
  readonly mode?: DriftMode;
  readonly ignore?: readonly {
    /** JSON pointers: `/spec/replicas`. */
    readonly paths: readonly string[];
    /** @default all objects of the release */
    readonly target?: ObjectSelector;
  }[];
}

/** How Flux installs and keeps a release. */
export interface ReleaseOptions {
  /** How often Flux looks at the release. @default 10m */
  readonly interval?: FluxDuration;
  /** For each Helm action. @default Flux's, 5m */
  readonly timeout?: FluxDuration;
  /** Create `targetNamespace` before the install. @default true */
  readonly createNamespace?: boolean;
  /** Account that Flux acts as. @default Flux's own */
  readonly serviceAccountName?: string;
  readonly kubeConfig?: KubeConfigReference;
  /** Merged in this order, then the inline values over them. */
  readonly valuesFrom?: readonly ValuesReference[];
  readonly install?: ActionOptions;
  readonly upgrade?: ActionOptions;
  readonly uninstall?: UninstallOptions;
  /** What happens to changes made by hand, or by other controllers. @default 'enabled': they are undone */
  readonly driftDetection?: DriftMode | DriftDetection;
  /** Revisions that Helm keeps; 0 for all. @default Flux's, 5 */
  readonly maxHistory?: number;
  readonly postRenderers?: readonly PostRenderer[];
  /** Stop looking at the release. @default false */
  readonly suspend?: boolean;
}
