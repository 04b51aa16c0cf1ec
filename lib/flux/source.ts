/**
 * Sources of charts as Flux objects: a HelmRepository for a chart repository, an OCIRepository for
 * one chart in a registry.
 *
 * The name of a source contains a hash of its spec, because the version of an OCI chart is only in
 * its source, and every change of a release must change the release's own spec.
 */
import {
  type HelmRepositorySpec,
  type OciRepositorySpec,
  OciRepositorySpecLayerSelectorOperation,
  type OciRepositorySpecProvider,
  type OciRepositorySpecVerify,
  type OciRepositorySpecVerifyProvider,
  toJson_HelmRepositorySpec,
  toJson_OciRepositorySpec,
} from '../../imports/source.toolkit.fluxcd.io';
import { canonicalJson, type JsonObject } from '../model/data/json';
import { mergePatch } from '../model/data/merge-patch';
import { CHART_ARCHIVE } from '../model/formats/media-types';
import { sourceName } from '../model/names';
import { formatDuration, formatSourceTimeout } from './duration';
import type { ReleaseChart } from './release';
import type { SourceOptions, VerifyOptions } from './source-options';

/** @default of `interval` */
const INTERVAL = '10m';

/** The chart of a release. */
export interface ChartLocation {
  /** `https://charts.example.com` or `oci://registry.example.com/charts`. */
  readonly repository: string;
  readonly chart: string;
  /** Exact. */
  readonly version: string;
  /** Digest of an OCI chart: `sha256:...`. */
  readonly digest?: string;
  /** Media type of the layer with the archive of an OCI chart. @default the one that Helm writes */
  readonly layerType?: string;
}

/** A source object, and how a release refers to it. */
export interface ChartSource {
  readonly apiVersion: 'source.toolkit.fluxcd.io/v1';
  readonly kind: 'HelmRepository' | 'OCIRepository';
  readonly name: string;
  readonly spec: JsonObject;
  readonly chart: ReleaseChart;
}

/** Whose a source is, if several clusters or shards have theirs in one namespace. */
export interface SourceOwner {
  /** Begins the name of the source: `production-`. @default '' */
  readonly prefix?: string;
  /** Shard of Flux's controllers; each has its own source. @default none */
  readonly shard?: string;
}

/** The source of `owner` for `location`. */
export function chartSource(
  location: ChartLocation,
  options: SourceOptions = {},
  owner: SourceOwner = {},
): ChartSource {
  const isOci = (options.mirror ?? location.repository).startsWith('oci://');
  const url = trimSlashes(options.mirror ?? location.repository);
  const target = isOci ? `${url}/${location.chart}` : url;
  const written = isOci ? ociRepositorySpec(target, location, options) : helmRepositorySpec(target, options);
  const spec = options.patch === undefined ? written : (mergePatch(written, options.patch) as JsonObject);
  const name = ownedName(target, spec, owner);
  const { chart, version } = location;
  const { shard } = owner;
  return {
    apiVersion: 'source.toolkit.fluxcd.io/v1',
    kind: isOci ? 'OCIRepository' : 'HelmRepository',
    name,
    spec,
    chart: {
      source: name,
      ...(shard !== undefined && { shard }),
      ...(isOci ? { kind: 'OCIRepository' } : { kind: 'HelmRepository', chart, version }),
    },
  };
}

/** The name of the source that `owner` has for `target`, a URL. */
export function ownedName(target: string, spec: JsonObject, { prefix = '', shard }: SourceOwner): string {
  const host = prefix + target.replace(/^[a-z]+:\/\//, '');
  return shard === undefined
    ? sourceName(host, canonicalJson(spec))
    : sourceName(`${shard}-${host}`, `${shard} ${canonicalJson(spec)}`);
}

/** A repository URL in the form in which it is compared and written: without slashes at its end. */
export function trimSlashes(url: string): string {
  return url.replace(/\/+$/, '');
}

/** Fields that all kinds of sources have. */
export function accessTo(url: string, { interval, timeout, secretRef, certSecretRef }: SourceOptions) {
  return {
    url,
    interval: formatDuration(interval ?? INTERVAL),
    timeout: formatSourceTimeout(timeout),
    secretRef,
    certSecretRef,
  };
}

function helmRepositorySpec(url: string, options: SourceOptions): JsonObject {
  const spec: HelmRepositorySpec = {
    ...accessTo(url, options),
    passCredentials: options.passCredentials,
  };
  return toJson_HelmRepositorySpec(spec) as JsonObject;
}

function ociRepositorySpec(
  url: string,
  { version, digest, layerType }: ChartLocation,
  options: SourceOptions,
): JsonObject {
  const spec: OciRepositorySpec = {
    ...accessTo(url, options),
    serviceAccountName: options.serviceAccountName,
    proxySecretRef: options.proxySecretRef,
    provider: options.provider as OciRepositorySpecProvider | undefined,
    insecure: options.insecure,
    verify: verifyOf(options.verify),
    layerSelector: {
      mediaType: layerType ?? CHART_ARCHIVE,
      operation: OciRepositorySpecLayerSelectorOperation.COPY,
    },
    // a tag cannot contain "+", so Helm writes "_" in its place
    ref: { tag: version.replaceAll('+', '_'), digest },
  };
  return toJson_OciRepositorySpec(spec) as JsonObject;
}

function verifyOf(verify: VerifyOptions | undefined): OciRepositorySpecVerify | undefined {
  if (verify === undefined) return undefined;
  const { provider, matchOIDCIdentity, ...rest } = verify;
  return {
    ...rest,
    provider: provider as OciRepositorySpecVerifyProvider,
    matchOidcIdentity: matchOIDCIdentity && [...matchOIDCIdentity],
  };
}
