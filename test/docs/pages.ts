import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Command } from 'commander';
import { COMMANDS } from '../../lib/cli/commands';

export const PROJECT = join(__dirname, '../..');

/** Pages in the order in which a reader meets them. */
export const PAGES: readonly string[] = [
  'README.md',
  'README.ja.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'examples/README.md',
  'queries/README.md',
  'queries/checks/README.md',
  ...readdirSync(join(PROJECT, 'docs'))
    .filter((file) => file.endsWith('.md'))
    .sort()
    .map((file) => `docs/${file}`),
];

/** A fenced block of a page. */
export interface Block {
  readonly page: string;
  /** What stands behind the fence: sh, json, sql; empty where nothing does. */
  readonly language: string;
  readonly text: string;
}

/** A command that a page, or the help of a command, shows. */
export interface ShownCommand {
  /** The page, or `help query`. */
  readonly page: string;
  /** Without its comment. */
  readonly text: string;
}

/** A command without `npx`, which `help` leaves out: its key in the table of where it is run. */
export function keyOf({ text }: ShownCommand): string {
  return text.replace(/^npx (?=export-to-athena )/, '');
}

/** A page's text. */
export function pageText(page: string): string {
  return readFileSync(join(PROJECT, page), 'utf8');
}

/** The fenced blocks of a page. A block in a list is indented; its text is not. */
export function blocksOf(page: string): Block[] {
  return [...pageText(page).matchAll(/^( *)```(\w*)\n([^]*?)^\1```$/gm)].map(
    ([, indent = '', language = '', text]) => ({
      page,
      language,
      text: (text ?? '').replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
    }),
  );
}

const PROGRAMS = '(?:npm|npx|aws|cdk|export-to-athena)';

/** All commands of a page in their order: in blocks of sh, in lines that are indented, and in the text. */
export function commandsOf(page: string): ShownCommand[] {
  const text = pageText(page);
  const found: { at: number; text: string }[] = [];
  for (const match of text.matchAll(/^( *)```sh\n([^]*?)^\1```$/gm))
    for (const command of statements(match[2] ?? '')) found.push({ at: match.index, text: command });
  const prose = text.replaceAll(/^( *)```[^]*?^\1```$/gm, (block) => ' '.repeat(block.length));
  for (const match of prose.matchAll(new RegExp(`^ {4}(${PROGRAMS} .+)$`, 'gm')))
    for (const command of statements(match[1] ?? '')) found.push({ at: match.index, text: command });
  for (const match of prose.matchAll(new RegExp(`\`(${PROGRAMS} [^\`]+)\``, 'g')))
    found.push({ at: match.index, text: (match[1] ?? '').replaceAll('\\|', '|') });
  return found.sort((a, b) => a.at - b.at).map((command) => ({ page, text: command.text }));
}

/** A command by its name in COMMANDS, which loads it later than Jest wants to know all tests. */
function loadNow(name: string): (command: Command) => Command {
  const load = createRequire(__filename);
  const file = load(join(PROJECT, 'lib/cli/commands', name)) as Record<string, (command: Command) => Command>;
  const add = file[`${name}Command`];
  if (!add) throw new Error(`lib/cli/commands/${name}.ts has no ${name}Command`);
  return add;
}

/** The target that a command asks without `--target`; undefined for one that asks none. */
export function defaultTarget(name: string): string | undefined {
  if (!(name in COMMANDS)) return undefined;
  return loadNow(name)(new Command(name)).getOptionValue('target') as string | undefined;
}

/** The examples in the help of every command. */
export function helpCommands(): ShownCommand[] {
  return Object.keys(COMMANDS).flatMap((name) => {
    let help = '';
    loadNow(name)(new Command(name))
      .configureOutput({ writeOut: (text) => (help += text) })
      .outputHelp();
    const [, examples = ''] = /\nExamples:\n((?: {2}.+\n)+)/.exec(help) ?? [];
    return statements(examples.replaceAll(/^ {2}/gm, '')).map((text) => ({ page: `help ${name}`, text }));
  });
}

/** Every command that is shown, once, where a reader meets it first. */
export function shownCommands(): ShownCommand[] {
  const all = [...PAGES.flatMap(commandsOf), ...helpCommands()];
  const keys = all.map(keyOf);
  return all.filter((_, index) => keys.indexOf(keys[index] ?? '') === index);
}

/** Cuts a block of shell into statements, without comments and empty lines. A quote and a backslash go on. */
function statements(block: string): string[] {
  const all: string[] = [];
  let open = '';
  for (const line of block.split('\n')) {
    const text = withoutComment(open === '' ? line : `${open}\n${line}`);
    open = isOpen(text) ? text : '';
    if (open === '') all.push(text.trim());
  }
  return [...all, open].filter((text) => text !== '');
}

function isOpen(text: string): boolean {
  return text.endsWith('\\') || !new RegExp(`^${QUOTED}*$`).test(text);
}

/** A character that is not quoted, or a whole quote. */
const QUOTED = `(?:[^'"]|'[^']*'|"(?:[^"\\\\]|\\\\.)*")`;

/** A comment begins with a # at the beginning or behind a space; within a quote there is none. */
function withoutComment(text: string): string {
  return text.replace(new RegExp(`^(|${QUOTED}*?\\s)#.*$`), '$1').trimEnd();
}
