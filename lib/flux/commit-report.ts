/**
 * The objects with which notification-controller reports on a Git server what a Kustomization has applied: the
 * status of the commit, and a comment on a pull request.
 *
 * A status needs nothing on the Kustomization. Of comments, Flux sends only events of objects that name the request.
 */
import type { JsonObject } from '../model/data/json';
import { ALERT, PROVIDER } from './notification-kinds';
import type { NameReference } from './source-options';

/** Names the request on the object whose events are sent (notification-controller, Change Request Comments). */
const CHANGE_REQUEST = 'event.toolkit.fluxcd.io/change_request';

/** Provider types of Flux: of statuses, and of comments. */
const TYPES = {
  github: { status: 'github', comment: 'githubpullrequestcomment' },
  gitlab: { status: 'gitlab', comment: 'gitlabmergerequestcomment' },
  gitea: { status: 'gitea', comment: 'giteapullrequestcomment' },
} as const;

/** Servers that a report can go to; Forgejo is `gitea`. */
export const REPORT_SERVERS = Object.keys(TYPES) as (keyof typeof TYPES)[];

/** How a cluster reports on the Git server; Flux sends it, with a Secret that is made on the cluster. */
export interface CommitReportOptions {
  /** Kind of server; Forgejo is `gitea`. */
  readonly server: 'github' | 'gitlab' | 'gitea';
  /** URL of the repository: `https://github.com/my-org/platform`; GitLab also takes the number of the project: `https://gitlab.com/1234`. */
  readonly address: string;
  /** Secret with `token`, or of a GitHub App, in the namespace of the Kustomization. */
  readonly secretRef: NameReference;
  /** Secret with the certificate of the server, `ca.crt`. @default the usual authorities */
  readonly certSecretRef?: NameReference;
  /** Number of the pull request on which the cluster comments. @default none: only the status of the commit */
  readonly pullRequest?: number;
}

/** The Kustomization whose events are sent. */
export interface ReportedKustomization {
  readonly name: string;
  readonly namespace: string;
}

/** An object to write, in the namespace of the Kustomization. */
export interface ReportObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly spec: JsonObject;
}

/** A Provider and an Alert for statuses, and for comments if there is a request; names begin with that of `target`. */
export function reportObjects(
  { name, namespace }: ReportedKustomization,
  { server, address, secretRef, certSecretRef, pullRequest }: CommitReportOptions,
): readonly ReportObject[] {
  const ways = pullRequest === undefined ? (['status'] as const) : (['status', 'comment'] as const);
  return ways.flatMap(way => {
    const own = `${name}-${way}`;
    const access = { secretRef: { name: secretRef.name }, ...(certSecretRef && { certSecretRef: { name: certSecretRef.name } }) }; // prettier-ignore
    const eventSources = [{ kind: 'Kustomization', name, namespace }];
    return [
      { ...PROVIDER, name: own, spec: { type: TYPES[server][way], address, ...access } },
      { ...ALERT, name: own, spec: { eventSeverity: 'info', eventSources, providerRef: { name: own } } },
    ];
  });
}

/** What the Kustomization needs in its metadata so that its events name the request. */
export function reportMetadata({ pullRequest }: CommitReportOptions): {
  readonly annotations?: Readonly<Record<string, string>>;
} {
  return pullRequest === undefined ? {} : { annotations: { [CHANGE_REQUEST]: String(pullRequest) } };
}
