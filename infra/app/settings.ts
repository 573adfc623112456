import { Duration, RemovalPolicy, TimeZone } from 'aws-cdk-lib';
import { AttributeType, type Attribute } from 'aws-cdk-lib/aws-dynamodb';
import { Key, type IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { declaredType, resources, nameSharedResources, type Config, type Table } from '../../lib/config';
import { CHECKS, QUERIES } from '../../lib/query-files';
import {
  ColumnType,
  EntityCondition,
  NightFormat,
  Reconcile,
  TypeConformance,
  type Column,
  type NightlyExportOptions,
  type NightSettings,
} from '../index';
import { pickSameSettings } from '../parts/same-settings';

/** What the shared settings of a configuration are for the constructs; the keys are found in a scope. */
export function toNightSettings(scope: Construct, config: Config): NightSettings {
  const { poll, retentionDays, bucketOwner } = config;
  return {
    startTime: config.schedule,
    timeZone: TimeZone.of(config.timeZone),
    startWindow: Duration.minutes(config.flexibleWindowMinutes),
    ...(retentionDays !== undefined && { retention: Duration.days(retentionDays) }),
    deadline: Duration.hours(config.deadlineHours),
    polling: {
      first: Duration.seconds(poll.firstSeconds),
      shortest: Duration.seconds(poll.minSeconds),
      longest: Duration.seconds(poll.maxSeconds),
      ...(poll.fixedSeconds !== undefined && { fixed: Duration.seconds(poll.fixedSeconds) }),
    },
    format: toFormat(config.columnar),
    resultRetention: Duration.days(config.resultRetentionDays),
    bytesScannedCutoff: config.bytesScannedCutoff,
    queries: QUERIES,
    checks: CHECKS,
    ...toKeyProp(scope, 'catalogKey', config.catalogKeyArn),
    lakeFormation: config.lakeFormation,
    ...(bucketOwner !== undefined && { bucketOwner }),
    rolePath: nameSharedResources(config).rolePath,
  };
}

/** A key by its ARN, as the prop of a construct; nothing where there is none. */
export function toKeyProp<Name extends string>(
  scope: Construct,
  name: Name,
  arn: string | undefined,
): Partial<Record<Name, IKey>> {
  return arn === undefined ? {} : ({ [name]: Key.fromKeyArn(scope, name, arn) } as Record<Name, IKey>);
}

/** What a table's settings are for the constructs. */
export function toExportOptions(config: Config, table: Table): Omit<NightlyExportOptions, 'table'> {
  const { stateMachine, schedule } = resources(config, table);
  return {
    viewName: table.name,
    partitionKey: toAttribute(table.partitionKey),
    ...(table.sortKey && { sortKey: toAttribute(table.sortKey) }),
    columns: table.attributes.map(toColumn),
    entities: table.entities.map(({ name, where, attributes }) => ({
      name,
      where: where.map(({ attribute, equals, prefix }) =>
        equals === undefined
          ? EntityCondition.beginsWith(attribute, prefix ?? '')
          : EntityCondition.textIs(attribute, equals),
      ),
      columns: attributes.map(toColumn),
    })),
    format: toFormat(table.columnar),
    ...(table.incremental && {
      incremental: {
        reconcile: RECONCILE[table.incremental.reconcile],
        maxCatchUp: Duration.days(table.incremental.maxCatchUpDays),
      },
    }),
    typeConformance: table.typeConformance === 'error' ? TypeConformance.ERROR : TypeConformance.WARN,
    startTime: table.schedule,
    deadline: Duration.hours(table.deadlineHours),
    ...pickSameSettings(table),
    stateMachineName: stateMachine,
    scheduleName: schedule,
  };
}

const RECONCILE = { weekly: Reconcile.WEEKLY, monthly: Reconcile.MONTHLY, never: Reconcile.NEVER };

const TYPES = { S: AttributeType.STRING, N: AttributeType.NUMBER, B: AttributeType.BINARY };

/** A key attribute as CDK has it. */
export function toAttribute({ name, type }: Table['partitionKey']): Attribute {
  return { name, type: TYPES[type] };
}

function toColumn({ name, path, type, column }: Table['attributes'][number]): Column {
  return { attribute: name, path, type: ColumnType.of(declaredType(type)), name: column };
}

function toFormat(columnar: boolean): NightFormat {
  return columnar ? NightFormat.PARQUET : NightFormat.EXPORTED;
}

/** What removing a stack does with what holds data. */
export function toRemovalPolicy(config: Config): RemovalPolicy {
  return config.removalPolicy === 'destroy' ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN;
}
