import type { Unread } from '../model';
import { markup, type Html } from './markup';

/** What stands in the place of facts that could not be read. */
export function showUnread({ error }: Unread): Html {
  return markup`<p class="problem">This could not be read: ${error}</p>`;
}
