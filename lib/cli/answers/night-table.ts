import { glueName } from '../../config';
import { didYouMean } from '../../nearest-name';
import { type PublishedNight, readPublishedNights } from '../../night';
import { type Target } from '../../target';

/** A table with its verified nights. */
export interface NightTable {
  /** As Glue has it; the names of its tables and views begin so. */
  readonly name: string;
  /** Glue table of the verified nights. */
  readonly raw: string;
  /** Oldest first. */
  readonly nights: readonly PublishedNight[];
}

/**
 * The table that a command is about.
 *
 * @param name as in the configuration; without one, the only table that the target has
 * @throws Error that names the tables there are
 */
export async function nightTable(target: Target, name: string | undefined): Promise<NightTable> {
  const tables = (await target.tables()).flatMap(({ name: raw }) => /^(.+)_raw$/.exec(raw)?.[1] ?? []);
  const [first] = tables;
  const found =
    name === undefined ? (tables.length === 1 ? first : undefined) : tables.find((one) => one === glueName(name));
  if (found === undefined) {
    const there =
      tables.length === 0 ? 'there is none' : `there ${tables.length === 1 ? 'is' : 'are'} ${tables.join(', ')}`;
    throw new Error(
      name === undefined
        ? `Give the table with --table: ${there} in ${target.place}`
        : `--table ${name}: ${there} in ${target.place}.${didYouMean(name, tables)}`,
    );
  }
  const raw = `${found}_raw`;
  return { name: found, raw, nights: readPublishedNights(await target.partitions(raw)) };
}
