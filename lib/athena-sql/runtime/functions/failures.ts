import { AthenaError, RefusedError, type AthenaErrorCode } from '../../errors';
import { define, defineTotal, type RuntimeFunction } from './define';

function failWith(message: string): never {
  const [code = '', ...text] = message.split(': ');
  throw new AthenaError(code as AthenaErrorCode, text.join(': '));
}

function refuseWhere(construct: string, when: boolean): null {
  if (when) throw new RefusedError(construct);
  return null;
}

/** What fails where it is evaluated. */
export const FAILURES: readonly RuntimeFunction[] = [
  define('t_fail', ['VARCHAR', 'TIMESTAMPTZ'], 'VARCHAR', (message: string) => failWith(message)),
  define('t_refuse', ['VARCHAR', 'BOOLEAN'], 'VARCHAR', refuseWhere),
  // gives t_fail and t_refuse the type of whatever stands in the other branches; its argument has failed before it is called
  defineTotal('t_null', ['VARCHAR'], 'NULL', () => null),
];
