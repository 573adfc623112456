/** How nights are stored. */
export enum NightFormat {
  /** As exported by DynamoDB: gzipped DynamoDB JSON. */
  EXPORTED = 'EXPORTED',
  /** As Parquet, which a query of the night writes. */
  PARQUET = 'PARQUET',
}

/** How often a full export is compared with the night that was made of changes. */
export enum Reconcile {
  /** Once a week. */
  WEEKLY = 'WEEKLY',
  /** Once a month. */
  MONTHLY = 'MONTHLY',
  /** Never: an error in a night of changes that its checks do not find stays in all later nights. */
  NEVER = 'NEVER',
}

/** What happens if a value does not fit the type of its column. */
export enum TypeConformance {
  /** The night is published with a warning. */
  WARN = 'WARN',
  /** The night is not published. */
  ERROR = 'ERROR',
}
