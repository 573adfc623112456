import { Names, Stack, Token } from 'aws-cdk-lib';
import type { Attribute } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import { ConfigError, parseConfig, type Config, type Table } from '../../lib/config';
import type { Column } from '../column';
import type { Entity } from '../entity';
import { NightFormat, TypeConformance, type Reconcile } from '../formats';
import { refuseElsewhere } from '../night-settings';
import type { IncrementalNights, NightlyExportOptions } from '../nightly-export-props';
import { findLongStatement } from './limits';
import { translateProblem } from './problems';
import type { SharedParts } from './shared-parts';
import { readSource } from './source';
import { RefusedError } from './refused-error';

/** What a table's props are as a configuration, whose names are those of the exports and of the table's construct. */
export function configure(
  scope: Construct,
  viewName: string,
  props: NightlyExportOptions,
  shared: SharedParts,
): { readonly config: Config; readonly table: Table } {
  const stack = Stack.of(scope);
  const { table: source } = props;
  const found = readSource(source);
  refuseElsewhere(scope, `the table ${found.name}`, found.place);
  const partitionKey = writeKey(props.partitionKey) ?? found.partitionKey;
  if (partitionKey === undefined)
    throw new RefusedError(
      `${scope.node.path}: the key of ${found.name}, an imported table, is not known; give partitionKey, and sortKey where it has one`,
    );
  const sortKey = writeKey(props.sortKey) ?? found.sortKey;
  scope.node.addValidation({ validate: () => (readSource(source).isRecoverable === false ? [RECOVERY_OFF] : []) });
  if (props.incremental !== undefined && props.format === NightFormat.EXPORTED)
    throw new RefusedError(
      `${scope.node.path}: format is EXPORTED, and nights made of changes (incremental) are PARQUET; leave format out`,
    );
  const parsed = parse(scope, {
    ...shared.settings,
    tables: [
      {
        name: viewName,
        partitionKey,
        ...(sortKey && { sortKey }),
        attributes: (props.columns ?? []).map(writeColumn),
        entities: (props.entities ?? []).map(writeEntity),
        typeConformance: props.typeConformance === TypeConformance.ERROR ? 'error' : 'warn',
        checkDuplicateKeys: props.checkDuplicateKeys ?? false,
        exportPrefixes: props.exportPrefixes ?? [],
        ...(props.format !== undefined && { columnar: props.format === NightFormat.PARQUET }),
        ...(props.incremental && { incremental: writeIncremental(props.incremental) }),
        ...(props.startTime !== undefined && { schedule: props.startTime }),
        ...(props.deadline && { deadlineHours: props.deadline.toHours() }),
        enabled: props.enabled ?? true,
      },
    ],
  });
  const name = (maxLength: number) => Names.uniqueResourceName(scope, { maxLength, separator: '-' });
  const stateMachine = props.stateMachineName ?? name(80);
  if (Token.isUnresolved(stateMachine))
    throw new RefusedError(
      `${scope.node.path}: stateMachineName is known only when it is deployed, and the role's trust has it; give it as text`,
    );
  const [first] = parsed.tables;
  if (first === undefined) throw new RefusedError(`${scope.node.path}: no table`);
  const table: Table = {
    ...first,
    existingTable: source.tableName,
    names: {
      sourceTable: source.tableName,
      stateMachine,
      logGroup: `/aws/vendedlogs/states/${stateMachine}`,
      schedule: props.scheduleName ?? name(64),
    },
  };
  const config: Config = {
    ...parsed,
    account: stack.account,
    region: stack.region,
    ...(shared.isBucketGiven && { existingBucket: shared.names.bucket }),
    ...(shared.bucketOwner !== undefined && { bucketOwner: shared.bucketOwner }),
    ...(shared.key && { kmsKeyArn: shared.key.keyArn }),
    ...(shared.catalogKey && { catalogKeyArn: shared.catalogKey.keyArn }),
    names: shared.names,
    tables: [table],
  };
  const tooLong = findLongStatement(config, table);
  if (tooLong !== undefined) throw new RefusedError(`${scope.node.path}: ${tooLong}`);
  return { config, table };
}

function parse(scope: Construct, settings: Readonly<Record<string, unknown>>): Config {
  try {
    return parseConfig(settings);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const problems = error.problems.map((problem) => `${scope.node.path}: ${translateProblem(problem)}`);
    throw new RefusedError(problems.join('\n'), { cause: error });
  }
}

const RECOVERY_OFF =
  'the point-in-time recovery of the table is off, so DynamoDB does not export it: set pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true }';

function writeKey(key: Attribute | undefined) {
  return key === undefined ? undefined : { name: key.name, type: key.type as string };
}

const RECONCILE = { WEEKLY: 'weekly', MONTHLY: 'monthly', NEVER: 'never' } as const satisfies Record<Reconcile, string>;

function writeIncremental({ reconcile, maxCatchUp }: IncrementalNights) {
  return {
    ...(reconcile !== undefined && { reconcile: RECONCILE[reconcile] }),
    ...(maxCatchUp && { maxCatchUpDays: maxCatchUp.toDays() }),
  };
}

function writeColumn({ attribute, path, type, name }: Column) {
  return {
    name: attribute,
    ...(path && { path }),
    type: type.name,
    ...(name !== undefined && { column: name }),
  };
}

function writeEntity({ name, where, columns }: Entity) {
  return {
    name,
    where: where.map(({ attribute, text, prefix }) => ({
      attribute,
      ...(text !== undefined && { equals: text }),
      ...(prefix !== undefined && { prefix }),
    })),
    attributes: (columns ?? []).map(writeColumn),
  };
}
