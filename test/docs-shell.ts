/**
 * A shell for the commands of the documentation, as they are printed. `npx cdk8s-profiles` runs the build, with the
 * chart repositories replaced by a server of the test; other programs can be replaced by scripts.
 */
import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Block, ROOT } from './docs-blocks';
import { builtModule } from './wrong-inputs/install-package';

/** Runs the build with each chart repository replaced by the server of the test. */
const NPX = `#!/usr/bin/env bash
args=("\${@:2}")
for i in "\${!args[@]}"; do [ "\${args[i]}" != --chart ] || chart=\${args[i + 1]}; done
exec node "$PCTL" "\${args[@]/#https:*/$CHARTS/\${chart-}}"
`;
const IDENTITY = '[user]\nname = Test\nemail = test@example.com\n[init]\ndefaultBranch = main\n';

export interface DocsShellOptions {
  /** Base URL of the charts: `<url>/<chart>/index.yaml` is served. */
  readonly charts: string;
  /** What stands in for `https://github.com/my-org/` when git talks to it. */
  readonly organization: string;
  /** Scripts by the name of the program that they replace. */
  readonly scripts?: Readonly<Record<string, string>>;
  /** More variables. */
  readonly env?: NodeJS.ProcessEnv;
}

export class DocsShell {
  /** Where the next command runs; commands may lead elsewhere. */
  folder: string;
  /** What commands printed since this was last set. */
  printed = '';
  private readonly env: NodeJS.ProcessEnv;

  /** `root` is an empty folder, in which the shell begins. */
  constructor(
    private readonly root: string,
    { charts, organization, scripts = {}, env }: DocsShellOptions,
  ) {
    this.folder = root;
    const bin = join(root, 'bin');
    for (const [name, script] of Object.entries({ npx: NPX, ...scripts })) writeScript(join(bin, name), script);
    const config = join(root, 'gitconfig');
    writeFileSync(config, `${IDENTITY}[url "${organization}/"]\ninsteadOf = https://github.com/my-org/\n`);
    this.env = {
      ...process.env,
      PATH: `${bin}:${join(ROOT, 'node_modules/.bin')}:${process.env.PATH}`,
      CHARTS: charts,
      PCTL: builtModule('cli/main'),
      TS_NODE_TRANSPILE_ONLY: 'true',
      GIT_CONFIG_GLOBAL: config,
      ...env,
    };
  }

  /**
   * Follows a page: runs its commands and compares what they print, writes its files, and compares those that
   * commands write, which are the files of subscriptions.
   */
  async follow(blocks: readonly Block[]): Promise<void> {
    let last: Block | undefined;
    for (const block of blocks) {
      const { file, language, text } = block;
      if (file?.startsWith('subscriptions/')) expect(readFileSync(join(this.folder, file), 'utf8')).toBe(text);
      else if (file !== undefined) this.write(file, text);
      else if (language === 'sh') {
        if (last?.language !== 'sh') this.printed = '';
        await this.run(text);
      } else expect(this.printed).toContain(text);
      last = block;
    }
  }

  /** Writes a file, by its path from the folder of the shell. */
  write(file: string, text: string): void {
    const path = join(this.folder, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }

  /** Runs `commands` in the folder where those before have led; fails when one of them does. */
  async run(commands: string): Promise<void> {
    const where = join(this.root, 'where');
    const child = spawn('bash', ['-euc', `${commands}\npwd > '${where}'`], { cwd: this.folder, env: this.env });
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', piece => (this.printed += piece));
    }
    const code = await new Promise(resolve => child.on('close', resolve));
    const printed = code === 0 ? '' : this.printed;
    expect({ commands, code, printed }).toEqual({ commands, code: 0, printed: '' });
    this.folder = readFileSync(where, 'utf8').trim();
  }
}

function writeScript(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  chmodSync(path, 0o755);
}
