/**
 * Calls the git command for a repository of the user, with the user's settings and without hooks.
 */
import { maskMessage } from '../sources/reading/known-secrets';
import { Unreadable } from '../sources/reading/unreadable';
import { gitEnvironment } from '../sources/git/git-environment';
import type { GitCredentials } from '../sources/git/git-credentials';
import { runGit } from '../sources/git/run-git';

type Environment = Readonly<Record<string, string | undefined>>;

/** How git is called. */
export interface GitCommand {
  readonly args: readonly string[];
  /** Arguments after `--`. */
  readonly operands?: readonly string[];
  readonly input?: string;
}

/** What git wrote, and its exit code. */
export interface GitResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const TIMEOUT_MS = 600_000;
const OUTPUT_BYTES = 256 * 1024 * 1024;
/** Who the commit is by; everything else about Git in the environment would lead elsewhere. */
const IDENTITY = /^GIT_(?:AUTHOR|COMMITTER)_(?:NAME|EMAIL|DATE)$/;

/** Calls git in one folder, always with the same variables. */
export class GitCaller {
  private constructor(
    private readonly cwd: string,
    private readonly env: Readonly<Record<string, string>>,
  ) {}

  /** With `url` and `credentials`, those are used for this URL. */
  static async create(cwd: string, env: Environment, url = '', credentials?: GitCredentials): Promise<GitCaller> {
    const identity = Object.entries(env).filter(([name, value]) => IDENTITY.test(name) && value !== undefined);
    return new GitCaller(cwd, {
      ...(await gitEnvironment(url, env, credentials, '')),
      ...(Object.fromEntries(identity) as Record<string, string>),
      // the remote is the user's, and may be a folder; a partial clone may lack files
      GIT_ALLOW_PROTOCOL: 'https:http:ssh:file',
      GIT_NO_LAZY_FETCH: '0',
      GIT_LFS_SKIP_SMUDGE: '1',
    });
  }

  /** The same in another folder, with more variables. */
  in(cwd: string, env: Readonly<Record<string, string>>): GitCaller {
    return new GitCaller(cwd, { ...this.env, ...env });
  }

  /** Runs git, whatever its exit code. */
  async try({ args, operands, input }: GitCommand): Promise<GitResult> {
    const { cwd, env } = this;
    const call = { args, operands, input, cwd, env, timeoutMs: TIMEOUT_MS, outputBytes: OUTPUT_BYTES };
    const { code, stdout, stderr } = await runGit(call);
    return { code, stdout: stdout.toString('utf8'), stderr };
  }

  /** What git writes, without the last line end; throws Unreadable, `what` and git's words, if it fails. */
  async text(what: string, command: GitCommand): Promise<string> {
    const { code, stdout, stderr } = await this.try(command);
    if (code !== 0) throw new Unreadable(`${what}: ${quoteGit(stderr)}`);
    return stdout.replace(/\n$/, '');
  }
}

/** What git wrote to stderr, without secrets, and without lines that do not help. */
export function quoteGit(stderr: string): string {
  const lines = stderr
    .split('\n')
    .map(line => line.replace(/^(?:fatal|error|ERROR|remote): */, '').trim())
    .filter(line => line !== '' && !/^(?:warning|hint):|^failed to push some refs/.test(line));
  return maskMessage(lines.slice(-4).join('; ')) || 'git ended without a message';
}
