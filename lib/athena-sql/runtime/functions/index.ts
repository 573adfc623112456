import { BINARY } from './binary';
import type { RuntimeFunction } from './define';
import { FAILURES } from './failures';
import { IP_ADDRESSES } from './ip-addresses';
import { JSONS } from './json';
import { NUMBERS } from './numbers';
import { REGEXPS } from './regexps';
import { SQL_JSON } from './sql-json';
import { TEXTS } from './texts';
import { TIMES } from './times';

export { entryName, registeredName } from './define';
export type { RuntimeFunction, RuntimeType, RuntimeValue } from './define';

/** All of them, to be registered before the macros, which use some. */
export const RUNTIME_FUNCTIONS: readonly RuntimeFunction[] = [
  ...FAILURES,
  ...NUMBERS,
  ...TEXTS,
  ...BINARY,
  ...IP_ADDRESSES,
  ...JSONS,
  ...SQL_JSON,
  ...TIMES,
  ...REGEXPS,
];
