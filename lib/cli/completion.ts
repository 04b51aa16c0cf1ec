/**
 * `pctl completion`: the script that makes a shell complete `pctl`.
 */
import type { Context, ExitCode } from './command';
import { completedCommands } from './completed-command';
import { bashCompletion } from './completion-bash';
import { fishCompletion } from './completion-fish';
import { zshCompletion } from './completion-zsh';

const SCRIPTS = { bash: bashCompletion, fish: fishCompletion, zsh: zshCompletion } as const;

export function run({ stdout }: Context, [shell]: readonly string[]): ExitCode {
  stdout(SCRIPTS[shell as keyof typeof SCRIPTS](completedCommands()));
  return 0;
}
