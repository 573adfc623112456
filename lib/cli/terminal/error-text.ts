import { awsFailure } from '../../aws/account/failure';
import { FileError, isFileProblem } from '../../files/file-error';
import { InterruptedError, StatementError } from '../../target/errors';
import { missingPackage } from './missing-package';

/** Exit codes that every command has. */
const [STATEMENT, NOT_BEGUN, INTERRUPTED] = [1, 2, 130];

/** The exit code of an error: 1 a statement was refused or failed, 130 interrupted, 2 anything else: nothing was begun. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof StatementError) return STATEMENT;
  return error instanceof InterruptedError ? INTERRUPTED : NOT_BEGUN;
}

/** What the file system refused, in the words of the other errors about files. */
function fileProblem(error: NodeJS.ErrnoException): string {
  const action = /^(read|readlink|scandir|opendir|stat|lstat|access)$/.test(error.syscall ?? '') ? 'read' : 'used';
  return new FileError(error.path ?? 'A file', action, error).message;
}

/** An error for a person: what AWS's failures mean, else the message; with `debug`, where it comes from. */
export function errorText(error: unknown, debug: boolean): string {
  if (!(error instanceof Error || isFileProblem(error))) return String(error);
  const text = isFileProblem(error)
    ? fileProblem(error)
    : (missingPackage(error) ?? awsFailure(error) ?? error.message);
  return debug ? `${text}\n\n${error.stack ?? ''}` : text;
}
