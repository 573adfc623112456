import { statSync } from 'node:fs';
import type { CloudAssembly, CloudFormationStackArtifact } from 'aws-cdk-lib/cx-api';
import { ConfigError, resources, type Config, type Table } from '../lib/config';
import { validationQuery } from '../lib/sql';

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

/** Context that leaves the count of resources to {@link checkLimits}, which can say how many tables fit. */
export const LIMITS_CHECKED_HERE = { '@aws-cdk/core:stackResourceLimit': 0 };

/**
 * Refuses tables whose validation Step Functions would not take: it is the longest statement of a night, longer than the
 * UNLOAD of a columnar one, and what grows first with the declared attributes.
 *
 * @throws ConfigError that says how many attributes fit
 */
export function checkStatements(config: Config): void {
  const problems = config.tables.flatMap((table, index) => {
    const bytes = (count: number) => validationBytes(config, declareFirst(table, count));
    const declared = [table, ...table.entities].reduce((sum, { attributes }) => sum + attributes.length, 0);
    const found = bytes(declared);
    if (found <= MAX_STATEMENT_BYTES) return [];
    let [fitting, tooMany] = [0, declared];
    while (tooMany - fitting > 1) {
      const middle = Math.floor((fitting + tooMany) / 2);
      if (bytes(middle) > MAX_STATEMENT_BYTES) tooMany = middle;
      else fitting = middle;
    }
    return `tables[${index}].attributes = ${declared} attributes (with those of entities): their validation has ${found} bytes, Step Functions takes ${MAX_STATEMENT_BYTES}, so the first ${fitting} of them fit; leave the others undeclared, the raw table has all of them`;
  });
  if (problems.length > 0) throw new ConfigError(problems);
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

/**
 * Refuses templates that CloudFormation would not take.
 *
 * @throws ConfigError that says how many tables fit into a stack, and what to set for the others
 */
export function checkLimits(assembly: CloudAssembly): void {
  const problems = assembly.stacks.flatMap((stack) => {
    const template = stack.template as { Resources: Record<string, { Type: string }> };
    const types = Object.values(template.Resources).map(({ Type }) => Type);
    const tables = types.filter((type) => type === 'AWS::StepFunctions::StateMachine').length;
    return [
      describeExcess(stack, tables, types.length, MAX_RESOURCES, 'resources'),
      describeExcess(stack, tables, statSync(stack.templateFullPath).size, MAX_BYTES, 'bytes'),
    ].filter((problem) => problem !== undefined);
  });
  if (problems.length > 0) throw new ConfigError(problems);
}

function describeExcess(
  stack: CloudFormationStackArtifact,
  tables: number,
  found: number,
  limit: number,
  unit: string,
): string | undefined {
  if (found <= limit) return undefined;
  const fit = Math.floor((limit * tables) / found);
  return `tables = ${tables} in the stack ${stack.stackName}: they make ${found} ${unit}, CloudFormation takes ${limit}, so about ${fit} such tables fit; give the others a "stack" of their own`;
}
