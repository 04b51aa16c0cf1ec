/** An OCI registry on loopback, over plain HTTP: test charts under `oci://127.0.0.1:<port>/charts/<name>`. */
import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { stringify } from 'yaml';
import { programPath } from '../programs';
import { answersOk } from './control-plane';
import { TestChart, packageChart } from './helm-repository';
import { Ports } from './ports';
import { Processes } from './processes';

const run = promisify(execFile);

export class OciRegistry {
  static async start(processes: Processes, ports: Ports, folder: string): Promise<OciRegistry> {
    mkdirSync(join(folder, 'packages'), { recursive: true });
    const address = `127.0.0.1:${await ports.next()}`;
    const file = join(folder, 'registry.yaml');
    const storage = { filesystem: { rootdirectory: join(folder, 'blobs') } };
    writeFileSync(file, stringify({ version: 0.1, storage, http: { addr: address, secret: 'test' } }));
    await processes.start({
      name: 'docker-registry',
      command: 'docker-registry',
      args: ['serve', file],
      isReady: () => answersOk(`http://${address}/v2/`),
    });
    return new OciRegistry(folder, `oci://${address}/charts`);
  }

  private constructor(
    private readonly folder: string,
    /** `oci://127.0.0.1:12009/charts`; a chart is at `<url>/<name>`. Flux needs `insecure: true` for it. */
    readonly url: string,
  ) {}

  /** Pushes the charts; returns their digests, in the same order: `sha256:…`. */
  async publish(...charts: readonly TestChart[]): Promise<readonly string[]> {
    const digests: string[] = [];
    for (const chart of charts) {
      const file = await packageChart(chart, this.folder, join(this.folder, 'packages'));
      const { stdout, stderr } = await run(programPath('helm'), ['push', file, this.url, '--plain-http']);
      digests.push(/sha256:[0-9a-f]{64}/.exec(stdout + stderr)![0]);
    }
    return digests;
  }
}
