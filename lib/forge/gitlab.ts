/**
 * Merge requests by the REST API of GitLab.
 */
import { isRecord } from '../model/data/json';
import { Unreadable } from '../sources/reading/unreadable';
import { type ForgeAccess, ForgeClient, toOpenRequest } from './forge-client';
import { type Forge, keepDraft, type OpenRequest, type PullRequest } from './pull-request';
import type { RemotePlace } from './remote-place';

const RIGHTS = 'the scope "api", and its user the role Developer';

/** A draft is a request whose title begins with `Draft: `. */
export class GitLab implements Forge {
  private readonly client: ForgeClient;
  /** `/projects/fleet%2Fclusters/merge_requests` */
  private readonly requests: string;

  constructor(access: Omit<ForgeAccess, 'api' | 'rights'>, { origin, path }: RemotePlace) {
    this.client = new ForgeClient({ ...access, rights: RIGHTS, api: `${origin}/api/v4` });
    this.requests = `/projects/${encodeURIComponent(path)}/merge_requests`;
  }

  async find({ branch, base }: PullRequest): Promise<OpenRequest | undefined> {
    const query = new URLSearchParams({ state: 'opened', source_branch: branch, target_branch: base });
    const list = await this.client.get(`${this.requests}?${query}`);
    const found: unknown = Array.isArray(list) ? list[0] : undefined;
    return found === undefined ? undefined : toOpenRequest(found, 'iid', 'web_url');
  }

  async create({ branch, base, title, body, isDraft }: PullRequest): Promise<OpenRequest | undefined> {
    const answer = await this.client.try('POST', this.requests, {
      source_branch: branch,
      target_branch: base,
      title: isDraft ? `Draft: ${title}` : title,
      description: body,
      remove_source_branch: true,
    });
    if (answer.status === 409) return undefined;
    return toOpenRequest(this.client.accept(answer, 'POST', this.requests), 'iid', 'web_url');
  }

  async update(open: OpenRequest, { title, body }: PullRequest): Promise<void> {
    const change = { title: keepDraft(open, title), description: body };
    await this.client.send('PUT', `${this.requests}/${open.number}`, change);
  }

  async annotate({ number }: OpenRequest, { labels, reviewers }: PullRequest): Promise<void> {
    const ids: number[] = [];
    for (const name of reviewers) ids.push(await this.findUser(name));
    const change = {
      ...(labels.length > 0 && { add_labels: labels.join(',') }),
      ...(ids.length > 0 && { reviewer_ids: ids }),
    };
    if (Object.keys(change).length > 0) await this.client.send('PUT', `${this.requests}/${number}`, change);
  }

  private async findUser(name: string): Promise<number> {
    const list = await this.client.get(`/users?${new URLSearchParams({ username: name })}`);
    const user: unknown = Array.isArray(list) ? list[0] : undefined;
    if (isRecord(user) && typeof user.id === 'number') return user.id;
    throw new Unreadable(`GitLab has no user "${name}" for "--reviewer"; correct the name`);
  }
}
