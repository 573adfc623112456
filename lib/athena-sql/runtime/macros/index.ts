import { ARRAYS } from './arrays';
import { CASTS } from './casts';
import { JSON_MACROS } from './json';
import { MAPS } from './maps';
import { TEXTS_AND_NUMBERS } from './texts';
import { ZONES } from './zones';

/** Statements that a session runs once, in this order; each says which difference between Trino and DuckDB it closes. */
export const MACROS: readonly string[] = [...CASTS, ...ZONES, ...TEXTS_AND_NUMBERS, ...ARRAYS, ...MAPS, ...JSON_MACROS];
