/**
 * `pctl completion`: prints the script for shell completion.
 */
import type { CommandModule, Context, ExitCode } from '../terminal/command';
import { type CommandTable, completedCommands } from './completed-command';
import { bashCompletion } from './completion-bash';
import { fishCompletion } from './completion-fish';
import { zshCompletion } from './completion-zsh';

const SCRIPTS = { bash: bashCompletion, fish: fishCompletion, zsh: zshCompletion } as const;

/** The command that completes the commands of `table`. */
export function completionOf(table: CommandTable): CommandModule {
  return {
    run: ({ stdout }: Context, [shell]: readonly (keyof typeof SCRIPTS)[]): ExitCode => {
      stdout(SCRIPTS[shell](completedCommands(table)));
      return 0;
    },
  };
}
