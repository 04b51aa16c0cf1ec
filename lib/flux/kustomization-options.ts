/**
 * How Flux builds and applies a folder: what a delivery, a cluster's manifests and their
 * defaults can say. Each field is the Kustomization field of that name
 * (kustomize.toolkit.fluxcd.io/v1).
 */
import type { FluxDuration, KubeConfigReference, ObjectSelector, PostRenderer } from './release-options';
import type { NameReference } from './source-options';

/** A source that holds folders, by name. */
export interface KustomizationSource {
  readonly kind: 'GitRepository' | 'OCIRepository' | 'Bucket';
  readonly name: string;
  /** @default that of the Kustomization */
  readonly namespace?: string;
}

/** How encrypted files are read. */
export interface Decryption {
  /** Flux knows SOPS alone. @default 'sops' */
  readonly provider?: 'sops';
  /** Secret with the keys: `identity.agekey`, `*.asc`, or credentials of a cloud's key service. */
  readonly secretRef?: NameReference;
  /** Account that reads the keys of a cloud's key service. */
  readonly serviceAccountName?: string;
}

/** Variables `${name}` that Flux replaces in the objects before it applies them. */
export interface PostBuild {
  /** Values by variable. */
  readonly substitute?: Readonly<Record<string, string>>;
  /** Objects whose keys are variables; later ones win, and `substitute` wins over all. */
  readonly substituteFrom?: readonly {
    readonly kind: 'ConfigMap' | 'Secret';
    readonly name: string;
    /** Whether the object may be missing. @default false */
    readonly optional?: boolean;
  }[];
}

/** An object to wait for. */
export interface HealthCheck {
  /** @default the core API, `v1` */
  readonly apiVersion?: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
}

/** When objects of one kind are healthy: CEL over the object. */
export interface HealthCheckExpression {
  readonly apiVersion: string;
  readonly kind: string;
  /** True when the object is healthy. */
  readonly current: string;
  /** True while the object is on its way. */
  readonly inProgress?: string;
  /** True when the object has failed, and will not recover by itself. */
  readonly failed?: string;
}

/** How Flux builds a folder, applies it, and checks what came of it. */
export interface ApplyOptions {
  /** How often Flux looks whether the objects are still as they should be. @default 10m */
  readonly interval?: FluxDuration;
  /** Between tries of what failed. @default 30s */
  readonly retryInterval?: FluxDuration;
  /** Account that Flux acts as. @default Flux's own */
  readonly serviceAccountName?: string;
  /** Cluster to apply to, when it is not the one that Flux runs in. */
  readonly kubeConfig?: KubeConfigReference;
  /** Namespace of every object in the folder. @default what each object says */
  readonly targetNamespace?: string;
  /** Labels and annotations on every object. */
  readonly commonMetadata?: {
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  /** In front of the name of every object. */
  readonly namePrefix?: string;
  /** Behind the name of every object. */
  readonly nameSuffix?: string;
  readonly decryption?: Decryption;
  /** @default nothing is replaced */
  readonly postBuild?: PostBuild;
  readonly patches?: readonly {
    /** Strategic merge or JSON patch, as YAML. */
    readonly patch: string;
    readonly target?: ObjectSelector;
  }[];
  readonly images?: NonNullable<PostRenderer['kustomize']['images']>;
  /** Kustomize components, by their paths relative to the folder. */
  readonly components?: readonly string[];
  /** Objects to wait for, in place of all that are applied. */
  readonly healthChecks?: readonly HealthCheck[];
  readonly healthCheckExprs?: readonly HealthCheckExpression[];
  /** Replace objects whose immutable fields changed: they are deleted and created anew. @default false */
  readonly force?: boolean;
}
