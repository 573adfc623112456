import { order, publishNights, type PublishedNights } from '../../target/published-nights';

/** The nights that the recordings are about. */
export function shellNights(): Promise<PublishedNights> {
  return publishNights({ '2026-11-21': [order('1', 1)], '2026-11-22': [order('1', 1), order('2', 2), order('3', 4)] });
}
