import type { Unread } from '../model';
import { markup, type Html } from './markup';

/** What stands in the place of facts that are not there. */
export function showUnread({ error, isLeftOut }: Unread): Html {
  if (isLeftOut === true) return markup`<p class="none">${error}</p>`;
  return markup`<p class="problem">This could not be read: ${error}</p>`;
}
