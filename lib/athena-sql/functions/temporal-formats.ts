import { AthenaError, RefusedError } from '../errors';
import { quote } from '../quote';
import { jodaParts } from '../runtime/joda-format';
import { dateFormatParts, readerOf } from '../runtime/mysql-format';
import type { Call } from './signature';

/** @throws RefusedError where the format is computed */
function literalFormat(call: Call, what: string): string {
  const literal = call.literal(1);
  if (typeof literal !== 'string')
    throw new RefusedError(`A format of ${what} that is computed`, 'a literal', 'has it');
  return literal;
}

/** The format of date_format. */
export const mysql = (call: Call): string => quote(JSON.stringify(dateFormatParts(literalFormat(call, 'date_format'))));

/** The format of date_parse. */
export const mysqlReader = (call: Call): string => {
  const parts = dateFormatParts(literalFormat(call, 'date_parse'));
  // refuses, before the query runs, what it does not read
  readerOf(parts);
  return quote(JSON.stringify(parts));
};

/** The format of format_datetime for a value without a zone. */
export const noZone = (call: Call): string => {
  if (jodaParts(literalFormat(call, 'format_datetime'), false).some((p) => 'letter' in p && p.letter === 'Z')) {
    throw new AthenaError(
      'INVALID_FUNCTION_ARGUMENT',
      "format_datetime for TIMESTAMP type, cannot use 'Z' nor 'z' in format, as this type does not contain TZ information",
    );
  }
  return joda(call, false);
};

/** A format of Joda-Time, to be read or to be written. */
export const joda = (call: Call, parsing: boolean): string =>
  quote(JSON.stringify(jodaParts(literalFormat(call, 'format_datetime'), parsing)));
