/* eslint-disable */
// Written by "pctl catalog update --types". Commit it, and change nothing by hand.

/** Profiles of catalog 'mesh': versions on offer, and values of the newest. */
// prettier-ignore
export type MeshProfiles = {
  flagger: { newest: '1.0.0'; older: never; values: object };
  linkerd2: { newest: '1.4.2'; older: '1.4.1'; values: Linkerd2Values };
}

// prettier-ignore
export interface Linkerd2Values {
  global?: object;
  /** Three replicas of everything, on different nodes. @default false */
  highAvailability?: boolean | null;
  identity?: Linkerd2Identity | null;
  proxy?: Linkerd2Proxy | null;
  /** Pods of the control plane. @default 1 */
  replicas?: number | null;
  tolerations?: readonly Linkerd2TolerationsItem[] | null;
}

// prettier-ignore
export interface Linkerd2Identity {
  /** @default '20s' */
  clockSkew?: string | null;
  /** Domain of the certificates. */
  trustDomain: string;
  [key: string]: unknown;
}

// prettier-ignore
export interface Linkerd2Proxy {
  /** @default 'plain' */
  logFormat?: 'plain' | 'json' | null;
  /** What the proxies log. @default 'info' */
  logLevel?: 'debug' | 'info' | 'warn' | 'error' | null;
  resources?: Linkerd2ProxyResources | null;
}

// prettier-ignore
export interface Linkerd2ProxyResources {
  cpu?: Linkerd2Quantities | null;
  memory?: Linkerd2Quantities2;
}

// prettier-ignore
export interface Linkerd2Quantities {
  limit?: string | number | null;
  request?: string | number | null;
}

// prettier-ignore
export interface Linkerd2Quantities2 {
  limit?: string | number;
  request?: string | number;
}

// prettier-ignore
export interface Linkerd2TolerationsItem {
  key: string;
  operator?: 'Exists' | 'Equal';
  value?: string;
  [key: string]: unknown;
}
