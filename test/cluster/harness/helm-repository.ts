/**
 * A Helm repository of test charts, to which charts can be added while it is served.
 *
 * Every chart has the templates of `charts/component`, and its own name, version and annotations.
 */
import { execFile } from 'node:child_process';
import { cpSync, createReadStream, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { stringify } from 'yaml';
import { programPath } from '../programs';
import { LoopbackServer } from '../../servers/loopback-server';

const run = promisify(execFile);
const COMPONENT = join(__dirname, '..', 'charts', 'component');

/** A chart to publish: its `Chart.yaml`, and values over those of `charts/component`. */
export interface TestChart {
  readonly name: string;
  /** @default 1.0.0 */
  readonly version?: string;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly appVersion?: string;
  readonly kubeVersion?: string;
  readonly description?: string;
  readonly keywords?: readonly string[];
  /** Replaces `values.yaml`; the templates use what `charts/component/values.yaml` names. */
  readonly values?: Readonly<Record<string, unknown>>;
  /** Written as `values.schema.json`. */
  readonly valuesSchema?: object;
}

export class HelmRepository {
  static async start(folder: string): Promise<HelmRepository> {
    mkdirSync(join(folder, 'packages'), { recursive: true });
    const repository = new HelmRepository(folder);
    await repository.updateIndex();
    repository.server = await LoopbackServer.start((request, response) => {
      const file = basename(request.url ?? '');
      if (file === 'index.yaml') return void response.end(repository.index);
      const content = createReadStream(join(folder, 'packages', file));
      content.on('error', () => response.writeHead(404).end()).pipe(response);
    });
    return repository;
  }

  private server!: LoopbackServer;
  private index = '';

  private constructor(private readonly folder: string) {}

  get url(): string {
    return this.server.url;
  }

  /** Packages the charts, then adds all of them at once. */
  async publish(...charts: readonly TestChart[]): Promise<void> {
    for (const chart of charts) await packageChart(chart, this.folder, join(this.folder, 'packages'));
    await this.updateIndex();
  }

  async stop(): Promise<void> {
    await this.server.stop();
  }

  /** Served from memory, so that no client reads half an index. */
  private async updateIndex(): Promise<void> {
    const packages = join(this.folder, 'packages');
    await run(programPath('helm'), ['repo', 'index', packages]);
    this.index = readFileSync(join(packages, 'index.yaml'), 'utf8');
  }
}

/** Packages `chart` into `<packages>/<name>-<version>.tgz`; returns that path. */
export async function packageChart(chart: TestChart, folder: string, packages: string): Promise<string> {
  const { name, version = '1.0.0' } = chart;
  const source = join(folder, 'charts', `${name}-${version}`, name);
  writeChart(chart, source);
  await run(programPath('helm'), ['package', source, '--destination', packages]);
  return join(packages, `${name}-${version}.tgz`);
}

/** Writes `chart` as a folder, such as in a Git repository. */
export function writeChart(chart: TestChart, folder: string): void {
  const { values, valuesSchema, version = '1.0.0', ...metadata } = chart;
  cpSync(COMPONENT, folder, { recursive: true });
  writeFileSync(join(folder, 'Chart.yaml'), stringify({ apiVersion: 'v2', version, ...metadata }));
  if (values !== undefined) writeFileSync(join(folder, 'values.yaml'), stringify(values));
  if (valuesSchema !== undefined) writeFileSync(join(folder, 'values.schema.json'), JSON.stringify(valuesSchema));
}
