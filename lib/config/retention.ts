/** So long after its partition went, or would have gone, an export keeps its objects: what a mistake took away is adopted again. */
export const OBJECTS_OUTLIVE_PARTITIONS_DAYS = 30;

/**
 * So long after `retentionDays` an export may still become a night. What was let through then has the rest of the days
 * until its objects may go, which is longer than an execution that broke can be redriven (AWS: 14 days).
 */
export const PUBLISHABLE_AFTER_RETENTION_DAYS = OBJECTS_OUTLIVE_PARTITIONS_DAYS / 2;
