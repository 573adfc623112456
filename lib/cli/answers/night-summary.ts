import type { ReportModel } from '../../report';

/** What a report begins with, for a script. */
export function nightSummary({ table, date, verdict, lookAt, problems, changes, spent }: ReportModel): object {
  const night =
    verdict.kind === 'published'
      ? {
          itemCount: verdict.night.itemCount,
          previous: verdict.previous && {
            exportDate: verdict.previous.exportDate,
            itemCount: verdict.previous.itemCount,
          },
          kind: verdict.night.chain?.kind,
          exportArn: verdict.night.exportArn,
        }
      : { error: verdict.failure.error, what: verdict.failure.what, remedy: verdict.failure.remedy };
  const { counts } = changes ?? {};
  return { table, exportDate: date, verdict: verdict.kind, ...night, changes: counts, lookAt, problems, spent };
}
