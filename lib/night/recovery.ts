/** How far back point-in-time recovery reaches where nothing else is said. */
export const RECOVERY_PERIOD_DAYS = 35;

/** Days by which the first time of a full window may be later than its length says. */
export const RECOVERY_MARGIN_DAYS = 1;
