/** Objects of a test cluster: applied as Flux applies them, read, changed, removed, waited for. */
import { execFile } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { parseAllDocuments } from 'yaml';
import { programPath } from '../programs';
import { ApiError, ApiServer } from './api-server';
import { KubeObject, ObjectReference, formatConditions, formatReference, isReady } from './objects';

const run = promisify(execFile);

/** Where to look, in lists. */
export interface ListOptions {
  /** @default all namespaces */
  readonly namespace?: string;
  /** `app=shop,ring` */
  readonly labels?: string;
}

interface Resource {
  readonly name: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

export class Kube {
  private readonly resources = new Map<string, readonly Resource[]>();

  /** `assertAlive` throws when a program of the cluster has ended: waiting stops then. */
  constructor(
    readonly api: ApiServer,
    readonly kubeconfig: string,
    private readonly assertAlive: () => void,
  ) {}

  /** The same objects, as `user` sees and changes them; `kubectl` keeps its own. */
  as(user: string): Kube {
    return new Kube(this.api.as(user), this.kubeconfig, this.assertAlive);
  }

  /** Server-side, strict, with force: one object after another. */
  async apply(...objects: readonly KubeObject[]): Promise<void> {
    for (const object of objects) {
      const path = await this.pathOf(object);
      const query = 'fieldManager=cluster-test&fieldValidation=Strict&force=true';
      await this.api.request('PATCH', `${path}?${query}`, object, 'application/apply-patch+yaml');
    }
  }

  /** What the API server would keep of one YAML document, which it reads itself; throws what it says against it. */
  async dryRun(text: string): Promise<KubeObject> {
    const path = await this.pathOf(parseAllDocuments(text).at(-1)!.toJS() as ObjectReference);
    const query = 'dryRun=All&fieldManager=cluster-test&fieldValidation=Strict&force=true';
    return this.api.request('PATCH', `${path}?${query}`, text, 'application/apply-patch+yaml');
  }

  /** As `apply`, for YAML documents. */
  async applyYaml(text: string): Promise<void> {
    const objects = parseAllDocuments(text).map(document => document.toJS() as KubeObject | null);
    await this.apply(...objects.filter(object => object !== null));
  }

  async get(reference: ObjectReference): Promise<KubeObject> {
    return this.api.request('GET', await this.pathOf(reference));
  }

  /** `undefined` when there is none, or when its kind is not served. */
  async tryGet(reference: ObjectReference): Promise<KubeObject | undefined> {
    return this.get(reference).catch(error => {
      if (error instanceof ApiError && error.status === 404) return undefined;
      throw error;
    });
  }

  /** Sorted by namespace and name, as the API server does. */
  async list(apiVersion: string, kind: string, options: ListOptions = {}): Promise<readonly KubeObject[]> {
    const metadata = { name: '', namespace: options.namespace };
    const path = (await this.pathOf({ apiVersion, kind, metadata })).replace(/\/$/, '');
    const query = options.labels === undefined ? '' : `?labelSelector=${encodeURIComponent(options.labels)}`;
    const { items } = await this.api.request<{ items: readonly KubeObject[] }>('GET', path + query);
    return items.map(item => ({ ...item, apiVersion, kind }));
  }

  /** Asks for removal and does not wait for it; `waitGone` does. Removing what is not there is fine. */
  async delete(reference: ObjectReference): Promise<void> {
    const path = await this.pathOf(reference);
    await this.api.request('DELETE', `${path}?propagationPolicy=Background`).catch(error => {
      if (!(error instanceof ApiError && error.status === 404)) throw error;
    });
  }

  /** Asks whether removal would be allowed, and removes nothing; throws what the API server says against it. */
  async dryDelete(reference: ObjectReference): Promise<void> {
    await this.api.request('DELETE', `${await this.pathOf(reference)}?dryRun=All`);
  }

  /** A JSON merge patch: `null` removes a field. */
  async patch(reference: ObjectReference, patch: object): Promise<KubeObject> {
    return this.api.request('PATCH', await this.pathOf(reference), patch, 'application/merge-patch+json');
  }

  /** Makes Flux reconcile the object now, as `flux reconcile` does. */
  async reconcile(reference: ObjectReference): Promise<void> {
    const annotations = { 'reconcile.fluxcd.io/requestedAt': new Date().toISOString() };
    await this.patch(reference, { metadata: { annotations } });
  }

  /** Asks `find` four times a second until it answers something other than undefined or false. */
  async waitFor<T>(what: string, find: () => Promise<T | undefined | false>, timeoutSeconds = 120): Promise<T> {
    const deadline = Date.now() + timeoutSeconds * 1000;
    for (;;) {
      const found = await find();
      if (found !== undefined && found !== false) return found;
      this.assertAlive();
      if (Date.now() > deadline) throw new Error(`waited ${timeoutSeconds} s for ${what}`);
      await sleep(250);
    }
  }

  /** Waits until the object is there, its status is current, and it is Ready. */
  async waitReady(reference: ObjectReference, timeoutSeconds = 120): Promise<KubeObject> {
    let last: KubeObject | undefined;
    const find = async () => {
      last = await this.tryGet(reference);
      return last !== undefined && isReady(last) && last;
    };
    const what = `${formatReference(reference)} to be Ready`;
    return this.waitFor(what, find, timeoutSeconds).catch(cause => {
      const seen = last === undefined ? 'it is not there' : formatConditions(last);
      throw new Error(`${(cause as Error).message}: ${seen}`, { cause });
    });
  }

  async waitGone(reference: ObjectReference, timeoutSeconds = 120): Promise<void> {
    const find = async () => (await this.tryGet(reference)) === undefined;
    await this.waitFor(`${formatReference(reference)} to be gone`, find, timeoutSeconds);
  }

  /** What `kubectl` prints; throws with its complaint. */
  async kubectl(...args: readonly string[]): Promise<string> {
    const { stdout } = await run(programPath('kubectl'), [`--kubeconfig=${this.kubeconfig}`, ...args]);
    return stdout;
  }

  /** `/apis/apps/v1/namespaces/shop/deployments/web`. A namespaced object without a namespace is in `default`. */
  private async pathOf({ apiVersion, kind, metadata }: ObjectReference): Promise<string> {
    const group = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
    const resource = await this.resourceOf(group, kind);
    const isList = metadata.name === '';
    const namespace = metadata.namespace ?? (isList ? undefined : 'default');
    const scope = resource.namespaced && namespace !== undefined ? `/namespaces/${namespace}` : '';
    return `${group}${scope}/${resource.name}/${metadata.name}`;
  }

  private async resourceOf(group: string, kind: string): Promise<Resource> {
    const find = () => this.resources.get(group)?.find(each => each.kind === kind && !each.name.includes('/'));
    if (find() === undefined) {
      const { resources } = await this.api.request<{ resources: readonly Resource[] }>('GET', group);
      this.resources.set(group, resources);
    }
    const found = find();
    if (found === undefined) throw new ApiError(404, `${group} serves no ${kind}`);
    return found;
  }
}
