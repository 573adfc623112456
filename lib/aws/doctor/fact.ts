import type { Fact } from '../../operations';
import { awsFailure, isDenied, isOfOneCall } from '../account/failure';

/**
 * A fact by a call: what it answers, that there is no such thing, or why it could not be had. What every other call would
 * fail of too, such as credentials that have expired, is thrown.
 */
export function factOf<T>(call: () => Promise<T | undefined>): Promise<Fact<T>> {
  return factUnless(isOfOneCall, call);
}

/** As {@link factOf}, of what all else is looked for with: only that the caller may not see it is a fact. */
export function needFactOf<T>(call: () => Promise<T | undefined>): Promise<Fact<T>> {
  return factUnless(isDenied, call);
}

async function factUnless<T>(
  isFact: (error: unknown) => boolean,
  call: () => Promise<T | undefined>,
): Promise<Fact<T>> {
  try {
    const value = await call();
    return value === undefined ? { is: 'missing' } : { is: 'found', value };
  } catch (error) {
    if (!(error instanceof Error) || !isFact(error)) throw error;
    const why = isDenied(error) ? 'AWS does not allow it (403)' : `${error.name}: ${error.message}`;
    return { is: 'unreadable', why: awsFailure(error) ?? why };
  }
}
