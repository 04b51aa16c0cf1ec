/**
 * Pull requests by the REST API of GitHub and GitHub Enterprise Server, and of Gitea and Forgejo, which is
 * modelled on it.
 */
import { isRecord } from '../model/data/json';
import { Unreadable } from '../sources/reading/unreadable';
import { type ForgeAccess, type ForgeAnswer, ForgeClient, messageOf, toOpenRequest } from './forge-client';
import { type Forge, keepDraft, type OpenRequest, type PullRequest } from './pull-request';
import type { RemotePlace } from './remote-place';

const GITHUB_RIGHTS =
  'permission to write contents and pull requests (a classic token: the scope "repo"); in a workflow, "permissions: { contents: write, pull-requests: write }", and let Actions create pull requests in the settings of the repository';
const GITEA_RIGHTS = 'the scopes "write:repository" and "write:issue"';

/** Most of a list in one answer of Gitea, by default. */
const PAGE = 50;
const MOST_PAGES = 100;

/** What both have in common. */
abstract class GitHubLike implements Forge {
  protected readonly client: ForgeClient;
  /** `/repos/fleet-infra/clusters` */
  protected readonly repository: string;

  constructor(access: ForgeAccess, place: RemotePlace) {
    this.client = new ForgeClient(access);
    this.repository = `/repos/${place.path.split('/').map(encodeURIComponent).join('/')}`;
  }

  abstract find(request: PullRequest): Promise<OpenRequest | undefined>;
  protected abstract contentOf(request: PullRequest): object;
  protected abstract labelsOf(labels: readonly string[]): Promise<readonly (string | number)[]>;
  protected abstract isDuplicate(answer: ForgeAnswer): boolean;

  async create(request: PullRequest): Promise<OpenRequest | undefined> {
    const path = `${this.repository}/pulls`;
    const answer = await this.client.try('POST', path, this.contentOf(request));
    if (this.isDuplicate(answer)) return undefined;
    return toOpenRequest(this.client.accept(answer, 'POST', path), 'number', 'html_url');
  }

  async update(open: OpenRequest, { title, body }: PullRequest): Promise<void> {
    await this.client.send('PATCH', `${this.repository}/pulls/${open.number}`, { title: keepDraft(open, title), body });
  }

  async annotate({ number }: OpenRequest, { labels, reviewers }: PullRequest): Promise<void> {
    if (labels.length > 0) {
      await this.client.send('POST', `${this.repository}/issues/${number}/labels`, {
        labels: await this.labelsOf(labels),
      });
    }
    if (reviewers.length === 0) return;
    const isTeam = (name: string) => name.includes('/');
    const body = {
      reviewers: reviewers.filter(name => !isTeam(name)),
      team_reviewers: reviewers.filter(isTeam).map(name => name.split('/')[1]),
    };
    await this.client.send('POST', `${this.repository}/pulls/${number}/requested_reviewers`, body);
  }
}

/** GitHub; GitHub Enterprise Server if `place` is elsewhere. */
export class GitHub extends GitHubLike {
  private readonly owner: string;

  constructor(access: Omit<ForgeAccess, 'api' | 'rights'>, place: RemotePlace) {
    const headers = { accept: 'application/vnd.github+json', 'x-github-api-version': '2022-11-28' };
    super({ ...access, rights: GITHUB_RIGHTS, api: apiOf(place), headers }, place);
    this.owner = place.path.split('/')[0];
  }

  async find({ branch, base }: PullRequest): Promise<OpenRequest | undefined> {
    const query = new URLSearchParams({ state: 'open', head: `${this.owner}:${branch}`, base });
    const [found] = listOf(await this.client.get(`${this.repository}/pulls?${query}`));
    return found === undefined ? undefined : toOpenRequest(found, 'number', 'html_url');
  }

  protected contentOf({ title, body, branch, base, isDraft }: PullRequest): object {
    return { title, body, head: branch, base, draft: isDraft };
  }

  protected async labelsOf(labels: readonly string[]): Promise<readonly string[]> {
    return labels;
  }

  protected isDuplicate({ status, body }: ForgeAnswer): boolean {
    return status === 422 && /already exists/i.test(messageOf(body));
  }
}

function apiOf({ host, origin }: RemotePlace): string {
  if (host === 'github.com') return 'https://api.github.com';
  return host.endsWith('.ghe.com') ? `https://api.${host}` : `${origin}/api/v3`;
}

/** Gitea and Forgejo. A draft is a request whose title begins with `WIP: `. */
export class Gitea extends GitHubLike {
  constructor(access: Omit<ForgeAccess, 'api' | 'rights'>, place: RemotePlace) {
    super({ ...access, rights: GITEA_RIGHTS, api: `${place.origin}/api/v1` }, place);
  }

  async find({ branch, base }: PullRequest): Promise<OpenRequest | undefined> {
    const isWanted = (each: unknown) => isRecord(each) && refOf(each.head) === branch && refOf(each.base) === base;
    const found = (await this.list(`${this.repository}/pulls?state=open`)).find(isWanted);
    return found === undefined ? undefined : toOpenRequest(found, 'number', 'html_url');
  }

  protected contentOf({ title, body, branch, base, isDraft }: PullRequest): object {
    return { title: isDraft ? `WIP: ${title}` : title, body, head: branch, base };
  }

  /** Their numbers, because versions before 1.22 do not take names. */
  protected async labelsOf(labels: readonly string[]): Promise<readonly number[]> {
    const known = new Map<string, number>();
    for (const label of await this.list(`${this.repository}/labels`)) {
      if (isRecord(label) && typeof label.name === 'string' && typeof label.id === 'number') known.set(label.name, label.id); // prettier-ignore
    }
    return labels.map(name => {
      const id = known.get(name);
      if (id === undefined) throw new Unreadable(`the repository has no label "${name}"; create it, or leave it out`);
      return id;
    });
  }

  protected isDuplicate({ status }: ForgeAnswer): boolean {
    return status === 409;
  }

  /** All pages of a list. */
  private async list(path: string): Promise<readonly unknown[]> {
    const all: unknown[] = [];
    for (let page = 1; page <= MOST_PAGES; page++) {
      const part = listOf(await this.client.get(`${path}${path.includes('?') ? '&' : '?'}limit=${PAGE}&page=${page}`));
      all.push(...part);
      // a server may send fewer at once than it is asked for
      if (part.length === 0) break;
    }
    return all;
  }
}

function refOf(end: unknown): unknown {
  return isRecord(end) ? end.ref : undefined;
}

function listOf(body: unknown): readonly unknown[] {
  return Array.isArray(body) ? body : [];
}
