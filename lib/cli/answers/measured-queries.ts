import { sum } from '../../sum';
import type { AnswerStatistics, Target } from '../../target';

/** The target, its queries stopped by the signal, and what they took noted when their rows have been read. */
export function measureQueries(
  target: Target,
  signal: AbortSignal,
  spent: AnswerStatistics[],
): Pick<Target, 'partitions' | 'query'> {
  return {
    partitions: (table) => target.partitions(table),
    query: async (sql, options) => {
      const answer = await target.query(sql, { ...options, signal });
      const rows = (async function* () {
        yield* answer.rows;
        spent.push(answer.statistics());
      })();
      return { ...answer, statistics: () => answer.statistics(), rows };
    },
  };
}

/** What several answers took together. */
export function sumStatistics(spent: readonly AnswerStatistics[]): AnswerStatistics {
  const costs = spent.flatMap(({ cost }) => cost ?? []);
  return {
    dataScannedInBytes: sum(spent.map((one) => one.dataScannedInBytes)),
    milliseconds: sum(spent.map((one) => one.milliseconds)),
    ...(costs.length > 0 && { cost: sum(costs) }),
  };
}
