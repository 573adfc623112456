/** Where a benchmark writes to. */
export interface Print {
  readonly line: (text: string) => void;
  /** What it is doing now; not part of its results. */
  readonly progress: (text: string) => void;
}

/** Rows under a header, in columns; the first column to the left, the others to the right. */
export function table(print: Print, header: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = header.map((_, i) => Math.max(...[header, ...rows].map((row) => row[i]?.length ?? 0)));
  const cells = (row: readonly string[]) =>
    row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)));
  for (const row of [header, ...rows]) print.line(`  ${cells(row).join('   ')}`.trimEnd());
}
