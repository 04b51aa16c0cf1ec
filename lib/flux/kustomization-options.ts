/**
 * How Flux builds and applies a folder: the options of deliveries and of manifests. Each
 * field is the Kustomization field of that name (kustomize.toolkit.fluxcd.io/v1).
 */
import type { FluxDuration, KubeConfigReference, ObjectSelector, PostRenderer } from './release-options';
import type { NameReference } from './source-options';

/** The Flux source that contains a folder. */
export interface KustomizationSource {
  /** Kind of the source. */
  readonly kind: 'GitRepository' | 'OCIRepository' | 'Bucket';
  /** Name of the source. */
  readonly name: string;
  /** Namespace of the source. @default that of the Kustomization */
  readonly namespace?: string;
}

/** How encrypted files are read. */
export interface Decryption {
  /** Tool that encrypted them; Flux knows only SOPS. @default 'sops' */
  readonly provider?: 'sops';
  /** Secret with the keys: `identity.agekey`, `*.asc`, or credentials of a cloud's key service. @default none */
  readonly secretRef?: NameReference;
  /** Account that reads the keys of a cloud's key service. @default none */
  readonly serviceAccountName?: string;
}

/** Variables `${name}` that Flux replaces in the objects before it applies them. */
export interface PostBuild {
  /** Values by variable. @default none */
  readonly substitute?: Readonly<Record<string, string>>;
  /** Objects whose keys are variables; later ones win, and `substitute` takes precedence over all. @default none */
  readonly substituteFrom?: readonly {
    /** Kind of the object. */
    readonly kind: 'ConfigMap' | 'Secret';
    /** Name of the object. */
    readonly name: string;
    /** Whether the object may be missing. @default false */
    readonly optional?: boolean;
  }[];
}

/** An object to wait for. */
export interface HealthCheck {
  /** API version: `apps/v1`. @default the core API, `v1` */
  readonly apiVersion?: string;
  /** Kind: `Deployment`. */
  readonly kind: string;
  /** Name of the object. */
  readonly name: string;
  /** Namespace of the object. @default none: it is in no namespace */
  readonly namespace?: string;
}

/** When objects of one kind are healthy: CEL over the object. */
export interface HealthCheckExpression {
  /** API version: `cert-manager.io/v1`. */
  readonly apiVersion: string;
  /** Kind: `ClusterIssuer`. */
  readonly kind: string;
  /** True when the object is healthy. */
  readonly current: string;
  /** True while the object is not ready yet, but has not failed. @default never */
  readonly inProgress?: string;
  /** True when the object has failed, and will not recover by itself. @default never */
  readonly failed?: string;
}

/** How Flux builds a folder, applies it, and checks the objects. */
export interface ApplyOptions {
  /** How often Flux checks that the objects are still as they should be. @default 10m */
  readonly interval?: FluxDuration;
  /** Time between retries of what failed. @default 30s */
  readonly retryInterval?: FluxDuration;
  /** Account that Flux acts as. @default Flux's own */
  readonly serviceAccountName?: string;
  /** Cluster to apply to. @default the one that Flux runs in */
  readonly kubeConfig?: KubeConfigReference;
  /** Namespace of every object in the folder. @default what each object says */
  readonly targetNamespace?: string;
  /** Labels and annotations to add to every object. @default none */
  readonly commonMetadata?: {
    /** Labels to add. @default none */
    readonly labels?: Readonly<Record<string, string>>;
    /** Annotations to add. @default none */
    readonly annotations?: Readonly<Record<string, string>>;
  };
  /** Put before the name of every object. @default none */
  readonly namePrefix?: string;
  /** Put after the name of every object. @default none */
  readonly nameSuffix?: string;
  /** How encrypted files are read. @default they are not */
  readonly decryption?: Decryption;
  /** Variables to replace. @default none */
  readonly postBuild?: PostBuild;
  /** Patches, one after the other. @default none */
  readonly patches?: readonly {
    /** Strategic merge or JSON patch, as YAML. */
    readonly patch: string;
    /** Objects to patch. @default the one that a strategic merge patch names */
    readonly target?: ObjectSelector;
  }[];
  /** Images to replace. @default none */
  readonly images?: NonNullable<PostRenderer['kustomize']['images']>;
  /** Kustomize components, by their paths relative to the folder. @default none */
  readonly components?: readonly string[];
  /** Objects to wait for. @default all that are applied */
  readonly healthChecks?: readonly HealthCheck[];
  /** When objects of certain kinds are healthy. @default as Flux knows their kinds */
  readonly healthCheckExprs?: readonly HealthCheckExpression[];
  /** Whether objects whose immutable fields change are deleted and created again. @default false */
  readonly force?: boolean;
}
