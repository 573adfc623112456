/**
 * The checks of the warnings that the workflow itself adds when it compares nights, in addition to the validation's and
 * the users' checks. docs/runbook.md has a row for each.
 */
export const WORKFLOW_CHECKS = {
  /** A night and the one beside it are those of two tables. */
  tableId: 'table_id',
  /** The items of a night are those of a later day than its date. */
  itemsDate: 'items_date',
  /** Point-in-time recovery has begun anew since the night before. */
  recovery: 'recovery_restarted',
} as const;
