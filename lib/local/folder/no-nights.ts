import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { NoCatalogError } from '../../target/errors';
import type { AbsoluteFolder } from '../../athena-sql/engine/absolute-folder';
import { pathText } from '../../path-text';

/** A folder without a catalog: there was never a night, or the exports are there and only the catalog is gone. */
export function noNights(folder: AbsoluteFolder): NoCatalogError {
  return new NoCatalogError(
    existsSync(join(folder, 's3'))
      ? `${pathText(folder)} has exports and no catalog: "npx export-to-athena adopt --target local" with this --folder registers them again`
      : `${pathText(folder)} has no nights: run some with "npm start", or give the folder that has them with --folder`,
  );
}
