import * as z from 'zod';
import type { Json } from '../../asl/json';
import { TaskFailure, type TaskAdapter, type TaskAdapters, type TaskContext } from '../../asl/task';
import type { Catalog } from './catalog';
import type { CatalogPartition, CatalogTable } from './catalog-storage';
import { partitionFilter } from './expression';
import type { FilesRecord } from './files-record';

const tableArguments = { DatabaseName: z.string(), TableName: z.string() };
const values = z.array(z.string().min(1)).min(1);
const partitionInput = z.looseObject({ Values: values, StorageDescriptor: z.looseObject({ Location: z.string() }) });

const ARGUMENTS = {
  createPartition: z.object({ ...tableArguments, PartitionInput: partitionInput }),
  updatePartition: z.object({ ...tableArguments, PartitionValueList: values, PartitionInput: partitionInput }),
  batchUpdatePartition: z.object({
    ...tableArguments,
    Entries: z
      .array(z.object({ PartitionValueList: values, PartitionInput: partitionInput }))
      .min(1)
      .max(100),
  }),
  deletePartition: z.object({ ...tableArguments, PartitionValues: values }),
  batchDeletePartition: z.object({
    ...tableArguments,
    PartitionsToDelete: z.array(z.object({ Values: values })).max(25),
  }),
  getPartitions: z.object({
    ...tableArguments,
    Expression: z.string().max(2048).optional(),
    ExcludeColumnSchema: z.boolean().optional(),
    MaxResults: z.int().min(1).max(1000).default(1000),
    NextToken: z.string().optional(),
  }),
};

/** Answers what the workflow asks Glue, from a local catalog, with Glue's answers and errors.
 *
 * @param recordOf gives the files of a location, which are recorded when the first partition is made of it
 */
export function glueAdapters(
  catalog: Catalog,
  recordOf: (location: string) => Promise<FilesRecord | undefined> = () => Promise.resolve(undefined),
): TaskAdapters {
  const noTable = ({ DatabaseName, TableName }: TableArguments): never => {
    throw failure('EntityNotFoundException', `Table ${DatabaseName}.${TableName} not found.`);
  };
  const change = (args: TableArguments, edit: (table: CatalogTable) => readonly CatalogPartition[]): void => {
    if (!catalog.changePartitions(args.DatabaseName, args.TableName, edit)) noTable(args);
  };

  const findRecord = (database: string, location: string) =>
    catalog
      .tableNames(database)
      .flatMap((name) => catalog.table(database, name)?.partitions ?? [])
      .find(({ Files, StorageDescriptor }) => Files !== undefined && StorageDescriptor?.Location === location)?.Files;
  // the first record stays: a slot that is moved to the night knows nothing newer of its files
  const recordFiles = async <P extends { StorageDescriptor: { Location: string } }>(database: string, input: P) => {
    const { Location } = input.StorageDescriptor;
    const Files = findRecord(database, Location) ?? (await recordOf(Location));
    return Files === undefined ? input : { ...input, Files };
  };

  return {
    ...adapter('createPartition', async (args, { clock }) => {
      const created = {
        ...(await recordFiles(args.DatabaseName, args.PartitionInput)),
        CreationTime: new Date(clock.now()).toISOString(),
      } as CatalogPartition;
      change(args, (table) => {
        if (find(table, created.Values)) throw failure('AlreadyExistsException', 'Partition already exists.');
        return [...table.partitions, created];
      });
      return {};
    }),
    ...adapter('updatePartition', async (args) => {
      const PartitionInput = await recordFiles(args.DatabaseName, args.PartitionInput);
      const entry = { ...args, PartitionInput };
      change(args, (table) => (find(table, args.PartitionValueList) ? updatePartitions(table, [entry]) : notFound()));
      return {};
    }),
    ...adapter('batchUpdatePartition', async (args) => {
      const entries: { PartitionValueList: string[]; PartitionInput: object }[] = [];
      for (const entry of args.Entries)
        entries.push({ ...entry, PartitionInput: await recordFiles(args.DatabaseName, entry.PartitionInput) });
      let missing: typeof args.Entries = [];
      change(args, (table) => {
        missing = args.Entries.filter(({ PartitionValueList }) => !find(table, PartitionValueList));
        return updatePartitions(table, entries);
      });
      return {
        Errors: missing.map(({ PartitionValueList }) => ({ PartitionValueList, ErrorDetail: NOT_FOUND })),
      };
    }),
    ...adapter('getPartitions', (args) => {
      const from = catalog.table(args.DatabaseName, args.TableName) ?? noTable(args);
      const keys = (from.input.PartitionKeys ?? []).map(({ Name }) => Name ?? '');
      const matches = args.Expression === undefined ? () => true : partitionFilter(args.Expression, keys);
      if (!matches) throw failure('InvalidInputException', `Unsupported expression '${args.Expression ?? ''}'`);
      const first = Number(args.NextToken ?? 0);
      const next = first + args.MaxResults;
      const found = from.partitions.filter(({ Values }) => matches(Values));
      return {
        Partitions: found.slice(first, next).map((partition) => describePartition(args, partition)),
        ...(next < found.length && { NextToken: String(next) }),
      };
    }),
    ...adapter('deletePartition', (args) => {
      change(args, (table) => {
        const old = find(table, args.PartitionValues) ?? notFound();
        return table.partitions.filter((partition) => partition !== old);
      });
      return {};
    }),
    ...adapter('batchDeletePartition', (args) => {
      let missing: typeof args.PartitionsToDelete = [];
      change(args, (table) => {
        const found = args.PartitionsToDelete.map((wanted) => ({ wanted, partition: find(table, wanted.Values) }));
        missing = found.flatMap(({ wanted, partition }) => (partition ? [] : wanted));
        const gone = new Set(found.map(({ partition }) => partition));
        return table.partitions.filter((partition) => !gone.has(partition));
      });
      return {
        Errors: missing.map(({ Values }) => ({ PartitionValues: Values, ErrorDetail: NOT_FOUND })),
      };
    }),
  };
}

interface TableArguments {
  readonly DatabaseName: string;
  readonly TableName: string;
}

function describePartition(
  args: { DatabaseName: string; TableName: string; ExcludeColumnSchema?: boolean | undefined },
  partition: CatalogPartition,
): Json {
  const { Files, ...glues } = partition;
  const { Columns, ...storage } = partition.StorageDescriptor ?? {};
  const descriptor = args.ExcludeColumnSchema ? storage : { Columns, ...storage };
  const { DatabaseName, TableName } = args;
  return { ...glues, StorageDescriptor: descriptor, DatabaseName, TableName } as unknown as Json;
}

type Action = keyof typeof ARGUMENTS;

type Arguments<A extends Action> = z.output<(typeof ARGUMENTS)[A]>;

function adapter<A extends Action>(
  action: A,
  answer: (args: Arguments<A>, context: TaskContext) => Json | Promise<Json>,
): TaskAdapters {
  const schema = ARGUMENTS[action] as unknown as z.ZodType<Arguments<A>>;
  const call: TaskAdapter = async (args, context) => {
    const parsed = schema.safeParse(args);
    if (parsed.success) return answer(parsed.data, context);
    throw failure(
      'InvalidInputException',
      parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '),
    );
  };
  return { [`arn:aws:states:::aws-sdk:glue:${action}`]: call };
}

/** A batch's error for a partition that is not there; the batch changes the others. */
const NOT_FOUND = { ErrorCode: 'EntityNotFoundException', ErrorMessage: 'Partition not found.' };

/** The partitions of a table with those of some values replaced. */
function updatePartitions(
  table: CatalogTable,
  entries: readonly { readonly PartitionValueList: readonly string[]; readonly PartitionInput: object }[],
): CatalogPartition[] {
  const inputs = new Map(entries.map((entry) => [JSON.stringify(entry.PartitionValueList), entry.PartitionInput]));
  return table.partitions.map((partition) => {
    const input = inputs.get(JSON.stringify(partition.Values));
    return input ? ({ ...input, CreationTime: partition.CreationTime } as CatalogPartition) : partition;
  });
}

function find(table: CatalogTable, wanted: readonly string[]): CatalogPartition | undefined {
  const key = JSON.stringify(wanted);
  return table.partitions.find(({ Values }) => JSON.stringify(Values) === key);
}

function notFound(): never {
  throw failure('EntityNotFoundException', 'Cannot find partition.');
}

function failure(name: string, message: string): TaskFailure {
  return new TaskFailure(`Glue.${name}`, `${message} (Service: Glue, Status Code: 400, Request ID: local)`);
}
