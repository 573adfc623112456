interface FullExport {
  readonly exportId: string;
  readonly exportDate: string;
  /** Instant of its items, ISO 8601. */
  readonly exportTime: string;
}

/** An export that a newer one of its date is taken instead of, and which. */
interface OlderExport {
  readonly exportId: string;
  readonly exportDate: string;
  readonly reason: string;
}

/** Of each date the full export with the newest items, and the others. */
export function takeNewest<S extends FullExport>(
  steps: readonly S[],
): { readonly newest: S[]; readonly older: OlderExport[] } {
  const newest = new Map<string, S>();
  for (const step of steps) {
    const other = newest.get(step.exportDate);
    if (!other || isNewer(step, other)) newest.set(step.exportDate, step);
  }
  const older = steps.flatMap((step) => {
    const { exportId, exportDate } = step;
    const by = newest.get(exportDate);
    return by && by !== step
      ? [{ exportId, exportDate, reason: `${by.exportId} is a newer one of the same date` }]
      : [];
  });
  return { newest: [...newest.values()], older };
}

/** Whether an export has newer items than another; of the same instant the later id counts. */
export function isNewer(
  a: Pick<FullExport, 'exportTime' | 'exportId'>,
  b: Pick<FullExport, 'exportTime' | 'exportId'>,
): boolean {
  return a.exportTime + a.exportId > b.exportTime + b.exportId;
}
