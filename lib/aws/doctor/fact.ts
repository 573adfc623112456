import type { Fact } from '../../operations';
import { awsFailure } from '../account/failure';

/**
 * A fact by a call: what it answers, or that there is no such thing, or that the caller may not look. Any other failure
 * is thrown: it would be the same for every fact that follows.
 */
export async function factOf<T>(call: () => Promise<T | undefined>): Promise<Fact<T>> {
  try {
    const value = await call();
    return value === undefined ? { is: 'missing' } : { is: 'found', value };
  } catch (error) {
    if (isDenied(error)) return { is: 'unreadable', why: awsFailure(error) ?? 'AWS does not allow it (403)' };
    throw error;
  }
}

/** HEAD requests have no body, so S3 can give no name to what it refuses. */
function isDenied(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { $metadata } = error as { $metadata?: { httpStatusCode?: number } };
  const nameless = /^(Forbidden|403|Unknown|UnknownError)$/.test(error.name) && $metadata?.httpStatusCode === 403;
  return nameless || /^(AccessDenied(Exception)?|UnauthorizedOperation|NotAuthorized)$/.test(error.name);
}
