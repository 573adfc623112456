import { AthenaError, RefusedError, type AthenaErrorCode } from '../../errors';
import { define, type RuntimeFunction } from './define';

function failWith(message: string): never {
  if (message.startsWith('REFUSED: ')) throw new RefusedError(message.slice('REFUSED: '.length));
  const [code = '', ...text] = message.split(': ');
  throw new AthenaError(code as AthenaErrorCode, text.join(': '));
}

/** What fails where it is evaluated. */
export const FAILURES: readonly RuntimeFunction[] = [
  define('t_fail', ['VARCHAR', 'TIMESTAMPTZ'], 'VARCHAR', (message: string) => failWith(message)),
  // gives t_fail the type of whatever stands in the other branches; its argument has failed before it is called
  define('t_null', ['VARCHAR'], 'NULL', () => null),
];
