import type { Target } from '../../target';
import { describeTable, describeTables } from '../answers/described-tables';
import { resultTable } from '../answers/result-table';
import { note, print } from '../terminal/print';
import type { AnsweredCommand } from './backslash-commands';
import { shellHelp } from './help-text';
import { nightDates, listSavedQueries, SCRATCH } from './names';
import type { Session } from './session';

/** What a command works with. */
export interface CommandContext {
  readonly target: Target;
  readonly session: Session;
  readonly signal: AbortSignal;
  /** Takes what was typed of a statement; undefined where nothing was. */
  readonly takeUnfinished: () => string | undefined;
}

/** Carries out a command of the shell. @throws what it comes to, for the person who typed it */
export async function runCommand(
  command: AnsweredCommand,
  { target, session, signal, takeUnfinished }: CommandContext,
): Promise<void> {
  switch (command.kind) {
    case 'help':
      print(shellHelp());
      return;
    case 'describe':
      print(await describe(target, command.table));
      return;
    case 'saved':
      if (command.name === undefined) print(await listSaved(target));
      else await session.askSaved(command.name, command, signal);
      return;
    case 'watch':
      return session.watch(takeUnfinished(), command.seconds, signal);
    case 'night':
      return night(command.date, session, target);
    case 'output':
      return session.setOutput(command.file);
    case 'expanded':
      session.expanded =
        command.value === 'auto'
          ? 'auto'
          : command.value === undefined
            ? session.expanded !== true
            : command.value === 'on';
      note(
        {
          true: 'Every column has a line of its own',
          false: 'Answers are tables',
          auto: 'A table that is wider than the terminal has one column a line',
        }[`${session.expanded}`],
      );
      return;
    case 'timing':
      session.timing = command.value === undefined ? !session.timing : command.value === 'on';
      note(`Rows, bytes, time and cost ${session.timing ? 'stand behind each answer' : 'are not shown'}`);
  }
}

async function describe(target: Target, name: string | undefined): Promise<string> {
  const [, database, table = ''] = /^(?:([^.]+)\.)?(.*)$/.exec((name ?? '').replaceAll('"', '').toLowerCase()) ?? [];
  if (table !== '') return describeTable(target, table, database === undefined ? {} : { database });
  const width = process.stdout.isTTY ? process.stdout.columns : Infinity;
  const made = await target.tables(SCRATCH).catch(() => []);
  const all = [
    await describeTables(target, { width }),
    ...(made.length > 0 ? [await describeTables(target, { width, database: SCRATCH })] : []),
  ];
  return all.join('\n\n');
}

async function listSaved(target: Target): Promise<string> {
  const rows = (await listSavedQueries(target)).map(({ name, title, parameters }) => {
    const needed = parameters.map((parameter) => `${parameter.name}=${parameter.example}`);
    return [name, `${title}${needed.length === 0 ? '' : ` (${needed.join(' ')})`}`];
  });
  const columns = ['name', 'what'].map((name) => ({ name, type: 'varchar' }));
  return `${resultTable(columns, rows, { longest: 100 })}\n\n\\saved NAME asks one, \\saved NAME parameter=value one with a parameter`;
}

async function night(date: string | undefined, session: Session, target: Target): Promise<void> {
  if (date === undefined) {
    const dates = await nightDates(target);
    print(dates.length === 0 ? 'No night has been published yet' : `Nights: ${dates.join(', ')}`);
  } else await session.setNight(date);
  note(
    session.date === undefined
      ? 'Statements are about the newest night'
      : `Statements are about the night of ${session.date}`,
  );
}
