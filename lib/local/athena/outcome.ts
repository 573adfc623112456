import type { TextRow } from '../../athena-sql/engine';

/** A result as Athena keeps it: texts, undefined for NULL. */
export interface QueryResultTexts {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: readonly TextRow[];
}

/** How a query ended. */
export type QueryOutcome =
  | { readonly state: 'SUCCEEDED'; readonly result: QueryResultTexts; readonly dataScannedInBytes: number }
  | { readonly state: 'FAILED'; readonly reason: string };
