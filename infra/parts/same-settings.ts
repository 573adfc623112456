import { TABLE_SETTINGS, type Table } from '../../lib/config';
import type { NightlyExportOptions } from '../nightly-export-props';

/** Settings of a table that are props of another name or form: `configure.ts` reads these props, `app/settings.ts` writes them. */
const TRANSLATED = [
  'name',
  'existingTable',
  'partitionKey',
  'sortKey',
  'attributes',
  'entities',
  'typeConformance',
  'columnar',
  'incremental',
  'schedule',
  'deadlineHours',
] as const satisfies readonly (keyof Table)[];

/** A setting of a table whose prop has its name and its values, as one has of which {@link TRANSLATED} says nothing. */
type SameSetting = Exclude<keyof Table, (typeof TRANSLATED)[number] | 'names'>;

/** Props that are settings too; does not compile where a setting is no prop. */
type SameProps = Pick<NightlyExportOptions, SameSetting>;

/** The same as settings, which may be undefined. */
type SameSettings = { readonly [Name in SameSetting]?: Table[Name] | undefined };

/** Those of a table's settings, or of its props, that are the same as both. */
export function pickSameSettings(given: SameSettings): SameProps {
  const translated: readonly string[] = TRANSLATED;
  const same = TABLE_SETTINGS.filter((name) => !translated.includes(name)) as SameSetting[];
  return Object.fromEntries(same.flatMap((name) => (given[name] === undefined ? [] : [[name, given[name]]])));
}
