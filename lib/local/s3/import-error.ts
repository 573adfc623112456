/**
 * What keeps a folder from being taken as an export, or several from being taken as the nights of a table, under names that
 * stay as they are. `LinkOutside`, `LinkAgain`, `NotAFile`, `TooLarge`, `LongLine`, `KeyOutside` and `InsideNights`
 * are refusals of what is there.
 */
export const IMPORT_ERRORS = [
  'Import.NoFolder',
  'Import.NoExport',
  'Import.SeveralExports',
  'Import.LinkOutside',
  'Import.LinkAgain',
  'Import.NotAFile',
  'Import.TooLarge',
  'Import.LongLine',
  'Import.KeyOutside',
  'Import.InsideNights',
  'Import.NoFullExport',
  'Import.SeveralFullExports',
  'Import.SameExport',
  'Import.OtherTable',
  'Import.WindowMissing',
  'Import.WindowsOverlap',
] as const;

/** One of {@link IMPORT_ERRORS}. */
export type ImportErrorName = (typeof IMPORT_ERRORS)[number];

/** A folder that cannot be taken as an export. */
export class ImportError extends Error {
  constructor(
    override readonly name: ImportErrorName,
    message: string,
  ) {
    super(`${name}: ${message}`);
  }
}
