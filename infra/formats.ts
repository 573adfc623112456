/** How nights are kept. */
export enum NightFormat {
  /** As DynamoDB exported them: gzipped DynamoDB JSON. */
  EXPORTED = 'EXPORTED',
  /** As Parquet, which one query of the night writes. */
  PARQUET = 'PARQUET',
}

/** How often a full export is compared with the night that was made of changes. */
export enum Reconcile {
  WEEKLY = 'WEEKLY',
  MONTHLY = 'MONTHLY',
  NEVER = 'NEVER',
}

/** What a value does that does not fit its column's type. */
export enum TypeConformance {
  /** It is told with the published night. */
  WARN = 'WARN',
  /** The night is not published. */
  ERROR = 'ERROR',
}
