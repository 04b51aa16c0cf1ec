/**
 * How Flux reaches a chart repository or registry: given once for its URL, never on a
 * subscription. Each field is that of HelmRepository and OCIRepository (source.toolkit.fluxcd.io/v1).
 */
import type { FluxDuration } from './release-options';

/** A Secret or an account by name, in the namespace of the source. */
export interface NameReference {
  readonly name: string;
}

/** Signatures to check before a chart is used. Registries only. */
export interface VerifyOptions {
  readonly provider: 'cosign' | 'notation';
  /** Public keys. @default keyless */
  readonly secretRef?: NameReference;
  /** Who may have signed, keyless: regular expressions. */
  readonly matchOIDCIdentity?: readonly { readonly issuer: string; readonly subject: string }[];
  readonly trustedRootSecretRef?: NameReference;
}

export interface SourceOptions {
  /** URL to fetch from instead, for air-gapped clusters; `oci://` or `https://`. */
  readonly mirror?: string;
  /** How often Flux looks for news. @default 10m */
  readonly interval?: FluxDuration;
  /** For each fetch. @default Flux's, 60s */
  readonly timeout?: FluxDuration;
  /** Secret with `username` and `password`, or a docker config. */
  readonly secretRef?: NameReference;
  /** Secret with `tls.crt`, `tls.key` and `ca.crt`. */
  readonly certSecretRef?: NameReference;
  /** Send credentials to other hosts that the index names. Chart repositories only. @default false */
  readonly passCredentials?: boolean;
  /** Signatures that Flux checks before it uses a chart: written to its OCIRepository. Registries only. @default none */
  readonly verify?: VerifyOptions;
  /** Log in to the registry as a cloud's workload. Registries only. @default 'generic' */
  readonly provider?: 'generic' | 'aws' | 'azure' | 'gcp';
  /** Account whose image pull secrets are used. Registries only. */
  readonly serviceAccountName?: string;
  /** Secret with the address of a proxy. Registries only. */
  readonly proxySecretRef?: NameReference;
  /** Plain HTTP. Registries only. @default false */
  readonly insecure?: boolean;
  /** JSON merge patch (RFC 7396) on the finished spec, for every other field. */
  readonly patch?: object;
}
