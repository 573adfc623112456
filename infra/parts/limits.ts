import { CfnResource, type Stack } from 'aws-cdk-lib';
import { resources, type Config, type Table } from '../../lib/config';
import { validationQuery } from '../../lib/sql';

/** CloudFormation's limits of a template (AWS: "Understand CloudFormation quotas"). */
const MAX_RESOURCES = 500;
const MAX_BYTES = 1_000_000;

/**
 * What a task of Step Functions takes and gives (AWS: "Step Functions service quotas"). The result of a query has its
 * statement in it, as JSON, so this is met before Athena's own limit, as many bytes of the statement alone.
 */
const MAX_TASK_BYTES = 262_144;

/** Left for what the result of a query says beside its statement: where it is, how it went, statistics. */
const BESIDE_STATEMENT_BYTES = 16_384;
const MAX_STATEMENT_BYTES = MAX_TASK_BYTES - BESIDE_STATEMENT_BYTES;

/** A night's own values, as long as they get. */
const LONGEST_NIGHT = { exportId: '01693467621041-039fcf72', exportDate: '2026-01-31', itemCount: '9'.repeat(15) };
const LONGEST_UNLOAD_ID = 'f'.repeat(32);

/**
 * What is wrong with a table whose validation Step Functions would not take: it is the longest statement of a night, longer
 * than the UNLOAD of a columnar one, and what grows first with the declared attributes.
 *
 * @returns how many attributes fit; undefined where all do
 */
export function findLongStatement(config: Config, table: Table): string | undefined {
  const bytes = (count: number) => validationBytes(config, declareFirst(table, count));
  const declared = [table, ...table.entities].reduce((sum, { attributes }) => sum + attributes.length, 0);
  const found = bytes(declared);
  if (found <= MAX_STATEMENT_BYTES) return undefined;
  let [fitting, tooMany] = [0, declared];
  while (tooMany - fitting > 1) {
    const middle = Math.floor((fitting + tooMany) / 2);
    if (bytes(middle) > MAX_STATEMENT_BYTES) tooMany = middle;
    else fitting = middle;
  }
  return `${declared} typed columns (with those of entities): their validation has ${found} bytes, Step Functions takes ${MAX_STATEMENT_BYTES}, so the first ${fitting} of them fit; leave the others undeclared, the raw table has all of them`;
}

/** The table with the first of its declared attributes alone, those of its entities coming last. */
function declareFirst(table: Table, count: number): Table {
  let left = count;
  const first = <T>(attributes: readonly T[]): T[] => {
    const taken = attributes.slice(0, left);
    left -= taken.length;
    return taken;
  };
  const attributes = first(table.attributes);
  return {
    ...table,
    attributes,
    entities: table.entities.map((entity) => ({ ...entity, attributes: first(entity.attributes) })),
  };
}

function validationBytes(config: Config, table: Table): number {
  const { database, staged, unloaded, files, bucket } = resources(config, table);
  const tables = { staged: `${database}.${staged}`, files: `${database}.${files}`, bucket };
  const columnar = { ...tables, unloaded: `${database}.${unloaded}` };
  const validation = table.columnar
    ? validationQuery(table, columnar, { ...LONGEST_NIGHT, unloadId: LONGEST_UNLOAD_ID })
    : validationQuery(table, tables, LONGEST_NIGHT);
  return Buffer.byteLength(JSON.stringify(validation));
}

/** Context that leaves the count of resources to {@link findTooLarge}, which can say how many tables fit. */
export const LIMITS_CHECKED_HERE = { '@aws-cdk/core:stackResourceLimit': 0 };

/** A table's part in its stack's template. */
export interface TablePart {
  /** Bytes of its definition, its Glue tables and its queries, which are nearly all that it adds. */
  readonly bytes: number;
}

/**
 * What is wrong with a stack whose template CloudFormation would not take. Its bytes are counted only where the tables
 * alone come to half of what it takes, as that is as much work as the template itself.
 *
 * @returns lines that say how many tables fit into a stack
 */
export function findTooLarge(stack: Stack, parts: readonly TablePart[]): string[] {
  const resources = stack.node.findAll().filter((construct) => CfnResource.isCfnResource(construct)).length;
  const estimate = parts.reduce((sum, { bytes }) => sum + bytes, 0);
  return [
    formatTooMuch(parts.length, resources, MAX_RESOURCES, 'resources'),
    formatTooMuch(parts.length, estimate < MAX_BYTES / 2 ? 0 : countTemplateBytes(stack), MAX_BYTES, 'bytes'),
  ].filter((problem) => problem !== undefined);
}

/** Bytes of a stack's resources as they are written into its template. */
function countTemplateBytes(stack: Stack): number {
  const { _suppressTemplateIndentation: isFlat } = stack as unknown as { _suppressTemplateIndentation?: boolean };
  const resources = stack.node.findAll().flatMap((construct) => {
    if (!CfnResource.isCfnResource(construct)) return [];
    const element = construct as unknown as { _toCloudFormation(): { Resources: unknown } };
    return [stack.resolve(element._toCloudFormation().Resources) as Record<string, unknown>];
  });
  return Buffer.byteLength(JSON.stringify(Object.assign({}, ...resources), undefined, isFlat ? undefined : 1));
}

function formatTooMuch(tables: number, found: number, limit: number, unit: string): string | undefined {
  if (found <= limit) return undefined;
  const fit = Math.floor((limit * tables) / found);
  return `its ${tables} tables make ${found} ${unit}, CloudFormation takes ${limit}, so about ${fit} such tables fit; give the others a stack of their own, and the exports with NightlyExports.fromAttributes`;
}
