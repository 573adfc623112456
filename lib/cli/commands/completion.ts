import { Argument, type Command, Option } from 'commander';
import { NAME_KINDS, type NameKind } from '../completion/command-tree';
import { print } from '../terminal/print';

const SHELLS = ['bash', 'zsh', 'fish'] as const;
type Shell = (typeof SHELLS)[number];

/** `completion`: what lets a shell complete this program's commands, options and names. */
export function completionCommand(command: Command): Command {
  return command
    .addArgument(
      new Argument('[shell]', 'the shell that completes')
        .choices(SHELLS)
        // with --names it is the first word of a command line
        .argParser((text: string) => text),
    )
    .argument('[word...]', 'with --names: the words of the command line')
    .addOption(
      new Option('--names <kind>', 'the names of this machine that a command line can have')
        .choices(NAME_KINDS)
        .hideHelp(),
    )
    .allowExcessArguments()
    .addHelpText(
      'after',
      `
Examples:
  export-to-athena completion bash > ~/.local/share/bash-completion/completions/export-to-athena
  export-to-athena completion zsh > ~/.zsh/completions/_export-to-athena
  export-to-athena completion fish > ~/.config/fish/completions/export-to-athena.fish

For zsh, the folder must be in fpath before compinit is called: fpath=(~/.zsh/completions $fpath). If the package
bash-completion is not installed, source the file in ~/.bashrc. The script has the options of this version, so write it
again after an update. Saved queries, tables and nights of this machine are looked up at each completion.

Exit code: 0 written, 2 there is no such shell.`,
    )
    .action(async (given: string | undefined, _: string[], { names }: { readonly names?: NameKind }, own: Command) => {
      if (names !== undefined) {
        const { localNames } = await import('../completion/local-names');
        for (const name of localNames(names, own.args)) print(name);
        return;
      }
      const shell = SHELLS.find((one) => one === given);
      if (shell === undefined) throw new Error('Give the shell: bash, zsh or fish');
      const { commandTree } = await import('../completion/command-tree');
      const tree = commandTree(own.parent ?? own);
      print((await scriptOf(shell))(tree).trimEnd());
    });
}

async function scriptOf(shell: Shell) {
  switch (shell) {
    case 'bash':
      return (await import('../completion/bash')).bashCompletion;
    case 'zsh':
      return (await import('../completion/zsh')).zshCompletion;
    case 'fish':
      return (await import('../completion/fish')).fishCompletion;
  }
}
