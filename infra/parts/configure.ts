import { Names, Stack } from 'aws-cdk-lib';
import type { Attribute, ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import type { Config, Table } from '../../lib/config';
import type { Column, ColumnType } from '../column';
import type { Entity } from '../entity';
import { NightFormat, TypeConformance, type Reconcile } from '../formats';
import type { IncrementalNights, NightlyExportOptions } from '../nightly-export-props';
import { findTooManyColumns } from './column-limits';
import { describeValue, needKinds } from './kinds';
import { NAME_RULES } from './names';
import { parseSettings } from './parse-settings';
import { COLUMN, CONDITION, ENTITY, INCREMENTAL } from './prop-kinds';
import { needConcrete, needName, needWhole, refuse, refuseElsewhere } from './refuse';
import { pickSameSettings } from './same-settings';
import type { SharedParts } from './shared-parts';
import { isRecoverable, readSource, type Source, type SourceKey } from './source';

/** Converts a table's props into a configuration, with the names of the exports and of the table's construct. */
export function configure(
  scope: Construct,
  viewName: string,
  props: NightlyExportOptions,
  shared: SharedParts,
): { readonly config: Config; readonly table: Table } {
  const stack = Stack.of(scope);
  const source = needTable(scope, props.table);
  const found = readSource(source);
  refuseElsewhere(scope, `the table ${found.name}`, found.place);
  const partitionKey = chooseKey(scope, 'partitionKey', props.partitionKey, found);
  if (partitionKey === undefined)
    return refuse(
      scope,
      `the key of ${found.name}, an imported table, is not known; give partitionKey, and sortKey where it has one`,
    );
  const sortKey = chooseKey(scope, 'sortKey', props.sortKey, found);
  scope.node.addValidation({ validate: () => (isRecoverable(source) === false ? [RECOVERY_OFF] : []) });
  if (props.incremental !== undefined && props.format === NightFormat.EXPORTED)
    refuse(scope, 'format is EXPORTED, and nights made of changes (incremental) are PARQUET; leave format out');
  const parsed = parseSettings(scope, {
    ...shared.settings,
    tables: [
      {
        name: viewName,
        partitionKey,
        ...(sortKey && { sortKey }),
        attributes: writeColumns(scope, 'columns', props.columns),
        entities: (props.entities ?? []).map((entity, index) => writeEntity(scope, `entities[${index}]`, entity)),
        typeConformance: props.typeConformance === TypeConformance.ERROR ? 'error' : 'warn',
        ...(props.format !== undefined && { columnar: props.format === NightFormat.PARQUET }),
        ...(props.incremental && { incremental: writeIncremental(scope, props.incremental) }),
        ...(props.startTime !== undefined && { schedule: props.startTime }),
        ...(props.deadline && { deadlineHours: needWhole(scope, 'deadline', props.deadline, 'hours') }),
        ...pickSameSettings(props),
      },
    ],
  });
  const name = (maxLength: number) => Names.uniqueResourceName(scope, { maxLength, separator: '-' });
  const stateMachine = props.stateMachineName ?? name(80);
  needConcrete(scope, 'stateMachineName', stateMachine, "the role's trust has it; give it as text");
  needName(scope, 'stateMachineName', stateMachine, NAME_RULES.stateMachine);
  needName(scope, 'scheduleName', props.scheduleName, NAME_RULES.schedule);
  if (props.role !== undefined) refuseElsewhere(scope, 'the role', { account: props.role.env.account });
  const [first] = parsed.tables;
  if (first === undefined) return refuse(scope, 'there is no table');
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
  const tooLong = findTooManyColumns(config, table);
  if (tooLong !== undefined) refuse(scope, tooLong);
  return { config, table };
}

const RECOVERY_OFF =
  'the point-in-time recovery of the table is off, so DynamoDB does not export it: set pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true }';

/** What is in the place of a prop is checked where an app in JavaScript may have put anything. */
function needTable(scope: Construct, table: ITable | undefined): ITable {
  return table ?? refuse(scope, 'table = (nothing): give a Table or TableV2, or one that was imported');
}

/** The key that was given, or that of the table; they are the same where both are known. */
function chooseKey(
  scope: Construct,
  which: 'partitionKey' | 'sortKey',
  given: Attribute | undefined,
  found: Source,
): SourceKey | undefined {
  const known = found[which];
  if (given === undefined) return known;
  needConcrete(scope, `${which}.name`, given.name, "the views' SQL has it; give it as text");
  const type: string = given.type;
  if (found.partitionKey !== undefined && (known?.name !== given.name || known.type !== type))
    refuse(
      scope,
      `${which} = ${given.name} (${type}): ${found.name} has ${known === undefined ? 'none' : `${known.name} (${known.type})`}; leave ${which} out`,
    );
  return { name: given.name, type };
}

const RECONCILE = { WEEKLY: 'weekly', MONTHLY: 'monthly', NEVER: 'never' } as const satisfies Record<Reconcile, string>;

function writeIncremental(scope: Construct, incremental: IncrementalNights) {
  needKinds(scope, incremental, INCREMENTAL, 'incremental');
  const { reconcile, maxCatchUp } = incremental;
  return {
    ...(reconcile !== undefined && { reconcile: RECONCILE[reconcile] }),
    ...(maxCatchUp && { maxCatchUpDays: needWhole(scope, 'incremental.maxCatchUp', maxCatchUp, 'days') }),
  };
}

function writeColumns(scope: Construct, prop: string, columns: readonly Column[] = []) {
  return columns.map((column, index) => {
    needKinds(scope, column, COLUMN, `${prop}[${index}]`);
    const { attribute, path, type, name } = column;
    return {
      name: attribute,
      ...(path && { path }),
      type: needType(scope, `${prop}[${index}].type`, type),
      ...(name !== undefined && { column: name }),
    };
  });
}

function needType(scope: Construct, prop: string, type: ColumnType | string | null | undefined): string {
  if (typeof type === 'object' && typeof type?.name === 'string') return type.name;
  const example = typeof type === 'string' ? `of(${JSON.stringify(type)})` : 'STRING';
  return refuse(scope, `${prop} = ${describeValue(type)}: needs a ColumnType, such as ColumnType.${example}`);
}

function writeEntity(scope: Construct, prop: string, entity: Partial<Entity>) {
  needKinds(scope, entity, ENTITY, prop);
  const { name, where = [], columns } = entity;
  return {
    name,
    where: where.map((condition, index) => {
      needKinds(scope, condition, CONDITION, `${prop}.where[${index}]`);
      const { attribute, text, prefix } = condition;
      return { attribute, ...(text !== undefined && { equals: text }), ...(prefix !== undefined && { prefix }) };
    }),
    attributes: writeColumns(scope, `${prop}.columns`, columns),
  };
}
