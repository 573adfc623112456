import { glueName, resources, type Config, type Table } from '../../config';
import { readPublishedNights } from '../../night';
import { isFor, sqlFor, type SavedQuery } from '../../sql';
import type { Target } from '../../target';
import { parameterLiterals } from '../options/parameters';
import type { Statement } from '../options/statement';
import { note } from '../terminal/print';
import { askStatement, type AskOptions } from './ask-statement';
import { noteTwoTables } from './note-two-tables';
import type { WriteAnswer } from './write-answer';

/** What a saved query is asked with. */
export interface SavedOptions extends Omit<AskOptions, 'parameters'> {
  /** Values of parameters, as a person gives them: `name=value`, or of a statement without a header the values alone. */
  readonly param: readonly string[];
  /** The table that a query for any table is about. */
  readonly table?: string | undefined;
}

/**
 * Asks a statement that was given by name, by file or as it is, about the table that it is for.
 *
 * @throws StatementError, InterruptedError; Error where a parameter or the table is missing
 */
export async function askSaved(
  { sql: written, saved: choices }: Statement,
  { param, table, ...options }: SavedOptions,
  { target, config, write }: { readonly target: Target; readonly config: Config; readonly write: WriteAnswer },
): Promise<void> {
  const { saved, about } = chooseTable(choices, table, config);
  const parameters = parameterLiterals(saved?.parameters, param);
  const sql = saved && about ? sqlFor(choices.length > 1 ? saved : { sql: written }, about) : written;
  await askStatement(target, sql, write, { ...options, parameters });
  if (saved?.comparesNights !== true || !about) return;
  const { raw } = resources(config, about);
  const nights = readPublishedNights(await target.partitions(raw));
  const { date = nights.at(-1)?.exportDate ?? '' } = options;
  const [previous, newest] = nights.filter(({ exportDate }) => exportDate <= date).slice(-2);
  noteTwoTables(previous, newest);
}

/** What is asked about which table: the named one, else the first that there is such a query for. */
function chooseTable(
  choices: readonly SavedQuery[],
  name: string | undefined,
  config: Config,
): { readonly saved?: SavedQuery | undefined; readonly about?: Table } {
  if (choices.length === 0) return {};
  const about = tableOf(choices, name, config);
  return { saved: choices.find((query) => isFor(query, about)), about };
}

/** The table that a saved query is asked about: the named one, else the only one that it can be about. */
function tableOf(choices: readonly SavedQuery[], name: string | undefined, config: Config): Table {
  const fitting = config.tables.filter((candidate) => choices.some((query) => isFor(query, candidate)));
  const names = fitting.map((candidate) => candidate.name).join(', ');
  const chosen =
    name === undefined ? fitting[0] : fitting.find((candidate) => glueName(candidate.name) === glueName(name));
  if (!chosen)
    throw new Error(
      name === undefined
        ? `The query is about the table ${choices[0]?.table ?? ''}, which the configuration does not have`
        : `--table ${name}: the query can be about ${names || 'no table of the configuration'}`,
    );
  if (name === undefined && fitting.length > 1) note(`About ${chosen.name}; --table can name ${names}`);
  return chosen;
}
