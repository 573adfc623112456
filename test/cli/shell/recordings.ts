import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TerminalRun } from './terminal';

/** A folder is a recording: its keys, and the screen that is there after each of its steps. */
export const RECORDINGS = join(__dirname, '../../fixtures/shell-screens');

/** Something that a person does. */
type Step = { readonly text: string } & (
  | { readonly kind: 'keys'; readonly keys: string }
  | { readonly kind: 'resize'; readonly columns: number; readonly rows: number }
);

export interface Recording {
  readonly name: string;
  readonly columns: number;
  readonly rows: number;
  /** Whom the shell asks. */
  readonly target: 'local' | 'aws';
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

const KEYS: Readonly<Record<string, string>> = {
  Enter: '\r',
  Tab: '\t',
  Up: '\u001b[A',
  Left: '\u001b[D',
  'Ctrl-C': '\u0003',
  'Ctrl-D': '\u0004',
  'Ctrl-G': '\u0007',
  'Ctrl-R': '\u0012',
  Paste: '\u001b[200~',
  EndPaste: '\u001b[201~',
  Newline: '\n',
};

/** Reads the keys of a recording: `size`, `target`, `args` and `env` at its top, then a step a line. */
export function readRecording(name: string): Recording {
  const recording = { name, columns: 80, rows: 24, target: 'local' as Recording['target'], args: [] as string[] };
  const env: Record<string, string> = {};
  const steps: Step[] = [];
  for (const text of readFileSync(join(RECORDINGS, name, 'keys.txt'), 'utf8').split('\n')) {
    if (text === '' || text.startsWith('#')) continue;
    const [, word = '', rest = ''] = /^(\S+) ?(.*)$/.exec(text) ?? [];
    const [first = '', second = ''] = rest.split(/[x=]/);
    if (word === '>') {
      const keys = rest.replaceAll(/<([A-Z][\w-]*)>/g, (all, key: string) => KEYS[key] ?? all);
      steps.push({ text, kind: 'keys', keys });
    } else if (word === 'resize') steps.push({ text, kind: 'resize', columns: Number(first), rows: Number(second) });
    else if (word === 'size') Object.assign(recording, { columns: Number(first), rows: Number(second) });
    else if (word === 'target') recording.target = rest as Recording['target'];
    else if (word === 'args') recording.args = rest.split(' ');
    else if (word === 'env') env[first] = second;
    else throw new Error(`${name}/keys.txt: what is ${text}?`);
  }
  return { ...recording, env, steps };
}

export const recordingNames = (): string[] => readdirSync(RECORDINGS).filter((name) => !name.includes('.'));

/** What differs from run to run, and does not matter. */
export function mask(screen: string, folder: string): string {
  // it is longer than a line here and there
  const cut = Array.from(folder, (character) => character.replace(/[.]/, '\\.')).join('\n?');
  return screen
    .replaceAll(new RegExp(cut, 'g'), 'FOLDER')
    .replaceAll('FOLDER\n)', 'FOLDER)')
    .replaceAll(/\b\d+(\.\d)? [kM]?B\b(?= read)/g, '? kB')
    .replaceAll(/\b(\d+ ms|\d+\.\d s)\b/g, '? ms')
    .replaceAll(/\(\d+ s\)/g, '(? s)')
    .replaceAll(/about [\d.]+ USD/g, 'about ? USD')
    .replaceAll(/^\d\d:\d\d:\d\d/gm, 'HH:MM:SS');
}

const fileOf = ({ name }: Recording, step: number) => join(RECORDINGS, name, `${String(step).padStart(2, '0')}.txt`);

/** A screen as its file has it. */
export function readScreen(recording: Recording, step: number): string {
  const file = fileOf(recording, step);
  return existsSync(file) ? readFileSync(file, 'utf8').replace(/\n$/, '') : 'not recorded';
}

/** Goes through the steps. @param check is given each screen: the first one is there before any key */
export async function play(
  { steps }: Recording,
  run: TerminalRun,
  check: (step: number) => Promise<void>,
): Promise<void> {
  await check(0);
  for (const [index, step] of steps.entries()) {
    if (step.kind === 'keys') run.type(step.keys);
    else run.resize(step.columns, step.rows);
    await check(index + 1);
  }
}

/** Nothing has changed on a screen for so long. */
const QUIET_MS = 800;

/** Writes the screens of a recording anew, for a person to look at. */
export async function record(recording: Recording, run: TerminalRun, folder: string): Promise<void> {
  for (const file of readdirSync(join(RECORDINGS, recording.name)))
    if (/^\d+\.txt$/.test(file)) rmSync(join(RECORDINGS, recording.name, file));
  mkdirSync(join(RECORDINGS, recording.name), { recursive: true });
  await play(recording, run, async (step) => {
    for (let before = ''; before !== run.output || !before;) {
      before = run.output;
      await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
    }
    writeFileSync(fileOf(recording, step), `${mask(run.screen(), folder)}\n`);
  });
}
