/** ISO 8601 with a `T` and an offset, as Step Functions accepts it. */
const TIMESTAMP = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/;

/** Is it a time that a Wait accepts, e.g. `2026-11-23T04:00:00Z`? */
export function isTimestamp(text: string): boolean {
  return TIMESTAMP.test(text) && !Number.isNaN(Date.parse(text));
}

/** Milliseconds since 1970 of such a time, cut to the second as Step Functions does. */
export function timestampMillis(text: string): number {
  return Math.floor(Date.parse(text) / 1000) * 1000;
}
