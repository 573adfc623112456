/** Days between a night of changes that a full export is compared with and the next, by the setting `reconcile`. */
export const RECONCILE_DAYS = { weekly: 7, monthly: 30 } as const;
