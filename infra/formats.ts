/** How nights are kept. */
export enum NightFormat {
  /** As DynamoDB exported them: gzipped DynamoDB JSON. */
  EXPORTED = 'EXPORTED',
  /** As Parquet, which one query of the night writes. */
  PARQUET = 'PARQUET',
}

/** How often a full export is compared with the night that was made of changes. */
export enum Reconcile {
  /** Once a week. */
  WEEKLY = 'WEEKLY',
  /** Once a month. */
  MONTHLY = 'MONTHLY',
  /** Not at all: what is wrong in a night that was made of changes stays wrong. */
  NEVER = 'NEVER',
}

/** What a value does that does not fit its column's type. */
export enum TypeConformance {
  /** It is told with the published night. */
  WARN = 'WARN',
  /** The night is not published. */
  ERROR = 'ERROR',
}
