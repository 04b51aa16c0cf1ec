/**
 * How Flux reaches a chart repository or registry: given once for its URL, not on subscriptions.
 * Each field is that of HelmRepository and OCIRepository (source.toolkit.fluxcd.io/v1).
 */
import type { FluxDuration } from './release-options';

/** A Secret or an account by name, in the namespace of the source. */
export interface NameReference {
  /** Its name. */
  readonly name: string;
}

/** Signatures to check before a chart is used. Registries only. */
export interface VerifyOptions {
  /** Tool that signed. */
  readonly provider: 'cosign' | 'notation';
  /** Secret with the public keys. @default none: keyless */
  readonly secretRef?: NameReference;
  /** Whose keyless signatures are accepted: regular expressions for `issuer` and `subject`. @default anyone's */
  readonly matchOIDCIdentity?: readonly { readonly issuer: string; readonly subject: string }[];
  /** Secret with the roots that keyless signatures are checked against. @default those of Sigstore */
  readonly trustedRootSecretRef?: NameReference;
}

/** A source that is on the cluster already. */
export interface SourceReference {
  /** Kind of the source. */
  readonly kind: 'HelmRepository' | 'OCIRepository' | 'GitRepository' | 'Bucket';
  /** Name of the source. */
  readonly name: string;
  /** Namespace of the source. @default that of the HelmRelease */
  readonly namespace?: string;
}

/** How Flux reaches one chart repository or registry. */
export interface SourceOptions {
  /** URL to fetch from instead, for air-gapped clusters: `oci://` or `https://`. @default none */
  readonly mirror?: string;
  /** How often Flux checks for changes. @default 10m */
  readonly interval?: FluxDuration;
  /** For each fetch. @default Flux's, 60s */
  readonly timeout?: FluxDuration;
  /** Secret with `username` and `password`, or a docker config. @default none: no login */
  readonly secretRef?: NameReference;
  /** Secret with `tls.crt`, `tls.key` and `ca.crt`. @default none */
  readonly certSecretRef?: NameReference;
  /** Whether credentials are also sent to other hosts that the index names. Chart repositories only. @default false */
  readonly passCredentials?: boolean;
  /** Signatures that Flux checks before it uses a chart: written to its OCIRepository. Registries only. @default none */
  readonly verify?: VerifyOptions;
  /** Cloud to whose registry Flux logs in as a workload. Registries only. @default 'generic': none */
  readonly provider?: 'generic' | 'aws' | 'azure' | 'gcp';
  /** Account whose image pull secrets are used. Registries only. @default none */
  readonly serviceAccountName?: string;
  /** Secret with the address of a proxy. Registries only. @default none */
  readonly proxySecretRef?: NameReference;
  /** Whether to use plain HTTP. Registries only. @default false */
  readonly insecure?: boolean;
  /** A HelmRepository that is on the cluster already, so that none is written; nothing else has an effect then. @default none */
  readonly sourceRef?: SourceReference;
  /** JSON merge patch (RFC 7396) on the finished spec, for every other field. @default none */
  readonly patch?: object;
}
