import { AthenaError, RefusedError } from '../../athena-sql/dialect';

/** Whether items cannot be read: as Athena could not, or as is not proven here, such as a line that is no UTF-8. */
export function isUnreadable(error: unknown): error is AthenaError | RefusedError {
  return error instanceof AthenaError || error instanceof RefusedError;
}
