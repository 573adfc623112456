import { pathText } from '../path-text';
/** What errors of a file system mean, and what to do. */
const MEANINGS: Readonly<Record<string, string>> = {
  ENOSPC: 'no space is left on its disk; free some, then run the command again',
  EDQUOT: 'the disk quota of this user is used up; free some space, then run the command again',
  EACCES: 'this user has no permission; change the permissions, or give another place',
  EPERM: 'the system does not permit it; change the permissions, or give another place',
  EROFS: 'its file system is read-only; give another place',
  EIO: 'its disk reports an error; give a place on another disk',
  ENOENT: 'a part of its path is not there, or its folder takes no files; give another place',
  ENOTDIR: 'a part of its path is no folder; give another place',
  ELOOP: 'its path has links that lead in a circle; give another place',
  ENAMETOOLONG: 'its path, or a name in it, is longer than the file system takes; give a shorter one',
  EINVAL: 'its file system does not take such a name; give another one',
  EMFILE: 'this process has as many open files as it may; raise the limit (ulimit -n), then run the command again',
  ENFILE: 'the system has as many open files as it may; close other programs, then run the command again',
  EFBIG: 'it would be larger than a file may be there; give a place on another disk',
  EBUSY: 'another program uses it; give another place',
  ETXTBSY: 'another program runs it; give another place',
  ESTALE: 'its network file system has lost it; give another place',
  EISDIR: 'there is a folder of that name; give another place',
};

/** A file that cannot be written; its message is one line for a person: which file, why, and what to do. */
export class FileError extends Error {
  override readonly name = 'FileError';

  /** @param action what was tried, such as `written` */
  constructor(path: string, action: string, cause: NodeJS.ErrnoException) {
    super(`${pathText(path)} cannot be ${action}: ${MEANINGS[cause.code ?? ''] ?? cause.message}`, { cause });
  }
}

/** Whether an error is one of the file system that a person can do something about. */
export function isFileProblem(error: unknown): error is NodeJS.ErrnoException {
  // no instanceof: Node's own errors are of another realm under Jest
  return typeof error === 'object' && error !== null && 'code' in error && String(error.code) in MEANINGS;
}

/** Does what writes a file; what the file system refuses becomes a {@link FileError} that names the file. */
export async function wrapWriteErrors<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw isFileProblem(error) ? new FileError(path, 'written', error) : error;
  }
}
