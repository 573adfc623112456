/** The result of work on a file; undefined where the file, or a folder of its path, is not there. */
export async function fileOrNothing<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (isNotThere(error)) return undefined;
    throw error;
  }
}

/** Whether an error of the file system says that a file, or a folder of its path, is not there. */
export function isNotThere(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR'].includes(errorCode(error));
}

/** The code of an error of the file system; empty for another error. */
export function errorCode(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}
