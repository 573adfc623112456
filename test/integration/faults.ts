import { lines, withLines, type ExportObjects, type Tampering } from './export-objects';

/** Something that is wrong with an export, and what the night says of it. */
export interface Fault {
  readonly what: string;
  readonly tampering: (objects: ExportObjects) => Promise<Tampering>;
  /** The execution's error, and a part of its cause. */
  readonly error: string;
  readonly cause: RegExp;
}

/** Everything that can be wrong with the objects of an export that is COMPLETED. */
export const FAULTS: readonly Fault[] = [
  {
    what: 'has no manifest-summary.json',
    tampering: async ({ summary }) => ({ [summary]: undefined }),
    error: 'Manifest.Missing',
    cause: /manifest-summary\.json/,
  },
  {
    what: 'has a manifest-summary.json that is cut off',
    tampering: async ({ summary, read }) => ({ [summary]: half(await read(summary)) }),
    error: 'Manifest.NotJson',
    cause: /no JSON/,
  },
  {
    what: 'has another item count in its summary',
    tampering: async ({ summary, read }) => ({
      [summary]: Buffer.from((await read(summary)).toString().replace(/"itemCount":\d+/, '"itemCount":7')),
    }),
    error: 'Validation.Failed',
    cause: /"expected":"7"/,
  },
  {
    what: 'has no manifest-files.json',
    tampering: async ({ files }) => ({ [files]: undefined }),
    error: 'Manifest.FilesMissing',
    cause: /manifest-files\.json/,
  },
  {
    what: 'lists a data file twice',
    tampering: async ({ files, read }) => {
      const body = await read(files);
      return { [files]: Buffer.concat([body, body.subarray(0, body.indexOf('\n') + 1)]) };
    },
    error: 'Validation.Failed',
    cause: /listed/,
  },
  {
    what: 'lacks a data file',
    tampering: async ({ dataFile }) => ({ [dataFile]: undefined }),
    error: 'Validation.Failed',
    cause: /data\/[a-z0-9]+\.json\.gz/,
  },
  {
    what: 'has a data file that is not listed',
    tampering: async ({ dataFile, read }) => ({
      [dataFile.replace(/[^/]+$/, 'another.json.gz')]: await read(dataFile),
    }),
    error: 'Validation.Failed',
    cause: /another\.json\.gz/,
  },
  {
    what: 'has a data file that is cut off',
    tampering: async ({ dataFile, read }) => ({ [dataFile]: half(await read(dataFile)) }),
    error: 'Validation.QueryFailed',
    cause: /./,
  },
  {
    what: 'has a data file that lacks a line',
    tampering: async ({ dataFile, read }) => ({ [dataFile]: withLines(await read(dataFile), (all) => all.slice(1)) }),
    error: 'Validation.Failed',
    cause: /data\/[a-z0-9]+\.json\.gz/,
  },
  {
    what: 'has a data file copied over another, and counts that fit',
    tampering: async ({ summary, files, dataFile, read }) => {
      const entries = lines(await read(files)).map((line) => JSON.parse(line) as Entry);
      const [source, target] = [
        dataFile,
        entries.find(({ dataFileS3Key }) => dataFileS3Key !== dataFile)?.dataFileS3Key,
      ];
      if (target === undefined) throw new Error('The export has one data file alone');
      const copied = entries.find(({ dataFileS3Key }) => dataFileS3Key === source)?.itemCount ?? 0;
      const counted = entries.map((entry) =>
        entry.dataFileS3Key === target ? { ...entry, itemCount: copied } : entry,
      );
      const total = counted.reduce((sum, { itemCount }) => sum + itemCount, 0);
      return {
        [target]: await read(source),
        [files]: Buffer.from(counted.map((entry) => `${JSON.stringify(entry)}\n`).join('')),
        [summary]: Buffer.from((await read(summary)).toString().replace(/"itemCount":\d+/, `"itemCount":${total}`)),
      };
    },
    error: 'Validation.Failed',
    cause: /file_copied/,
  },
  {
    what: 'has a value without its type descriptor',
    tampering: async ({ dataFile, read }) => ({
      [dataFile]: withLines(await read(dataFile), ([first = '', ...rest]) => [
        first.replace('{"Item":{', '{"Item":{"untyped":"x",'),
        ...rest,
      ]),
    }),
    error: 'Validation.QueryFailed',
    cause: /./,
  },
  {
    what: 'has a line that is no JSON',
    tampering: async ({ dataFile, read }) => ({
      [dataFile]: withLines(await read(dataFile), ([first = '', ...rest]) => [
        first.slice(0, first.length / 2),
        ...rest,
      ]),
    }),
    error: 'Validation.Failed',
    cause: /data\/[a-z0-9]+\.json\.gz/,
  },
  {
    what: 'has an item without its key',
    tampering: async ({ dataFile, read }) => ({
      [dataFile]: withLines(await read(dataFile), ([first = '', ...rest]) => [first.replace('"id"', '"ID"'), ...rest]),
    }),
    error: 'Validation.Failed',
    cause: /key/,
  },
];

/** What puts the objects back as they are now. */
export async function requireUntampered(objects: ExportObjects, tampering: Tampering): Promise<Tampering> {
  const known = [objects.summary, objects.files, ...lines(await objects.read(objects.files)).map(dataFileOf)];
  const bodies = Object.keys(tampering).map(
    async (key) => [key, known.includes(key) ? await objects.read(key) : undefined] as const,
  );
  return Object.fromEntries(await Promise.all(bodies));
}

interface Entry {
  readonly itemCount: number;
  readonly dataFileS3Key: string;
}

function dataFileOf(line: string): string {
  return (JSON.parse(line) as Entry).dataFileS3Key;
}

function half(body: Buffer): Buffer {
  return body.subarray(0, body.length / 2);
}
