import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PartitionedTable } from '../../lib/catalog';
import type { Resources } from '../../lib/config';
import { exportLayout } from '../../lib/export';

const FOLDER = join(__dirname, '../fixtures/saved-queries');

/** Where the rows that the saved queries give on these nights are. */
export const ANSWERS = join(FOLDER, 'answers');

/** What a query answers, in Athena's words. */
export interface Answer {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | null)[])[];
}

/** Nights as they are published: objects of the bucket, and partitions of the tables. */
export interface Nights {
  readonly objects: readonly { readonly key: string; readonly body: Uint8Array }[];
  readonly partitions: readonly {
    readonly kind: PartitionedTable;
    readonly values: readonly string[];
    readonly location: string;
  }[];
}

/** The nights of test/fixtures/saved-queries/nights, a file each; the newest and the previous one have their slots. */
export function readRecordedNights({ bucket }: Pick<Resources, 'bucket'>): Nights {
  const files = readdirSync(join(FOLDER, 'nights')).sort().reverse();
  const nights = files.map((file, age) => {
    const [date, id] = [file.replace('.jsonl', ''), `0177000000000${9 - age}-00000000`];
    const { dataFolder } = exportLayout('export', id);
    const location = `s3://${bucket}/${dataFolder}`;
    const slot = ['newest', 'previous'][age];
    return {
      object: { key: `${dataFolder}items.json`, body: readFileSync(join(FOLDER, 'nights', file)) },
      partitions: [
        { kind: 'raw' as const, values: [date], location },
        { kind: 'files' as const, values: [date, id], location: `s3://${bucket}/manifests/${id}/` },
        ...(slot === undefined ? [] : [{ kind: 'latest' as const, values: [slot], location }]),
      ],
    };
  });
  return { objects: nights.map(({ object }) => object), partitions: nights.flatMap(({ partitions }) => partitions) };
}
