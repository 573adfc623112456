import { AthenaError } from '../../athena-sql/dialect';
import type { QueryResultTexts } from './outcome';

/** A statement, and whether it is the query of an UNLOAD. */
export interface InspectedStatement {
  readonly sql: string;
  readonly unloads: boolean;
  /** Where its unqualified names are looked up. */
  readonly database: string;
}

/** A file that Athena's reader cannot read to its end: the query fails there. */
export interface UnreadableFile {
  readonly uri: string;
  readonly reason: string;
}

/** What is known of the files that a statement reads, besides what the engine finds out. */
export interface Inspection {
  /** The first such file; looked for while the query runs, and never rejected. */
  readonly unreadable: Promise<UnreadableFile | undefined>;
  /** Paths of data files whose bytes are as DynamoDB wrote them; see QueryOptions of the engine. */
  readonly intactFiles: readonly string[];
  /** Why a query fails although it has a result; undefined where it does not. Not asked of an UNLOAD, which has none. */
  readonly objectionTo: (result: QueryResultTexts) => string | undefined;
}

/** Looks at the files of a statement before it runs. */
export type Inspect = (statement: InspectedStatement) => Promise<Inspection>;

/** Nothing is known. */
export const inspectNothing: Inspect = () =>
  Promise.resolve({ unreadable: Promise.resolve(undefined), intactFiles: [], objectionTo: () => undefined });

/** How a query fails that reads such a file. */
export const unreadableFailure = ({ uri, reason }: UnreadableFile): AthenaError =>
  new AthenaError('HIVE_CANNOT_OPEN_SPLIT', `${uri}: ${reason}`);
