import { isDeepStrictEqual } from 'node:util';
import { RESULT_PREFIX, nameSharedResources } from '../../config';
import type { SavedCheck } from '../../sql';
import { readChecksOfDefinition, definition, moveToPartition } from '../../workflow';
import { aws, deploy, revertDrift } from './commands';
import type { SystemFacts, TableFacts } from './facts';
import { getValue } from './fact';
import type { Finding } from './finding';

/** The state machine: is it there, and is it the workflow of this configuration? */
export function checkMachine({ config, checks }: SystemFacts, facts: TableFacts): Finding[] {
  const { table, names, machine } = facts;
  const about = { check: 'state-machine', severity: 'error' as const, table: table.name };
  if (machine?.is === 'missing')
    return [
      {
        ...about,
        what: `There is no state machine ${names.stateMachine} in ${config.region}.`,
        why: 'No night can run.',
        remedy: revertDrift(config),
      },
    ];
  const [there, source] = [getValue(machine), getValue(facts.source)];
  if (!there || !source) return [];
  const [, partition = 'aws'] = source.arn.split(':');
  const expected = moveToPartition(definition(config, table, source.arn, checks), partition);
  if (isDeepStrictEqual(JSON.parse(there.definition), expected)) return [];
  return [
    {
      ...about,
      severity: 'warning',
      what: `The definition of ${names.stateMachine} is not the one of this configuration and this version.`,
      why: 'Nights run by other rules than those you read here.',
      remedy: `${deploy(config)}; where it finds no change, it was changed by hand: ${revertDrift(config)}`,
    },
  ];
}

/** The checks that the deployed state machines run. */
export function readDeployedChecks(tables: readonly TableFacts[]): SavedCheck[] {
  return tables.flatMap(({ table, machine }) => readChecksOfDefinition(getValue(machine)?.definition ?? '{}', table));
}

/** The schedule: is it on, at the configured time, and does it start this machine? */
export function checkSchedule({ config }: SystemFacts, facts: TableFacts): Finding[] {
  const { table, names, schedule } = facts;
  const about = { check: 'schedule', severity: 'error' as const, table: table.name };
  if (schedule?.is === 'missing')
    return [
      {
        ...about,
        what: `There is no schedule ${names.schedule} in the group ${names.scheduleGroup}.`,
        why: 'No night starts by itself.',
        remedy: revertDrift(config),
      },
    ];
  const there = getValue(schedule);
  if (!there) return [];
  const [hour, minute] = table.schedule.split(':').map(Number);
  const expected = `cron(${minute ?? 0} ${hour ?? 0} * * ? *)`;
  const machineArn = getValue(facts.machine)?.arn;
  const differences = [
    ...(there.expression === expected ? [] : [`${there.expression ?? '(none)'} instead of ${expected}`]),
    ...(there.timeZone === config.timeZone
      ? []
      : [`the zone ${there.timeZone ?? 'UTC'} instead of ${config.timeZone}`]),
    ...(machineArn === undefined || there.targetArn === machineArn
      ? []
      : [`it starts ${there.targetArn ?? '(nothing)'}`]),
  ];
  return [
    ...(there.enabled || !table.enabled
      ? []
      : [
          {
            ...about,
            what: `The schedule ${names.schedule} is DISABLED.`,
            why: 'No night starts by itself.',
            remedy: revertDrift(config),
          },
        ]),
    ...(differences.length === 0
      ? []
      : [
          {
            ...about,
            what: `The schedule ${names.schedule} is not as the configuration says: ${differences.join('; ')}.`,
            why: 'Nights start at another time, or something else does.',
            remedy: `${deploy(config)}; where it finds no change: ${revertDrift(config)}`,
          },
        ]),
  ];
}

/** The workgroups in which people and the nights query. */
export function checkWorkgroups(system: SystemFacts): Finding[] {
  const { workgroup, nightWorkgroup } = nameSharedResources(system.config);
  return [
    ...checkWorkgroup(system.config, system.workgroup, {
      name: workgroup,
      cutoff: system.config.bytesScannedCutoff,
      without: 'The nights cannot be queried.',
    }),
    ...checkWorkgroup(system.config, system.nightWorkgroup, {
      name: nightWorkgroup,
      cutoff: undefined,
      without: 'Every validation fails with Validation.NotRun.',
    }),
  ];
}

interface ExpectedWorkgroup {
  readonly name: string;
  /** Bytes after which a query is cancelled. */
  readonly cutoff: number | undefined;
  /** What is the matter without it. */
  readonly without: string;
}

function checkWorkgroup(
  config: SystemFacts['config'],
  workgroup: SystemFacts['workgroup'],
  { name, cutoff, without }: ExpectedWorkgroup,
): Finding[] {
  const about = { check: 'workgroup', severity: 'error' as const };
  if (workgroup?.is === 'missing')
    return [
      {
        ...about,
        what: `There is no Athena workgroup ${name} in ${config.region}.`,
        why: without,
        remedy: revertDrift(config),
      },
    ];
  const there = getValue(workgroup);
  if (!there) return [];
  const output = `s3://${nameSharedResources(config).bucket}/${RESULT_PREFIX}/`;
  const differences = [
    ...(there.enforced ? [] : ['its settings do not bind its users']),
    ...(there.outputLocation === output ? [] : [`results go to ${there.outputLocation ?? '(nowhere)'}, not ${output}`]),
    ...(there.bytesScannedCutoff === cutoff
      ? []
      : [`the cutoff is ${there.bytesScannedCutoff ?? '(none)'} bytes, not ${cutoff ?? '(none)'}`]),
    ...(there.engine === undefined || there.engine.endsWith('version 3') ? [] : [`its engine is ${there.engine}`]),
  ];
  return [
    ...(there.enabled
      ? []
      : [
          {
            ...about,
            what: `The workgroup ${name} is DISABLED.`,
            why: without,
            remedy: aws(config, `athena update-work-group --work-group ${name} --state ENABLED`),
          },
        ]),
    ...(differences.length === 0
      ? []
      : [
          {
            ...about,
            severity: 'warning' as const,
            what: `The workgroup ${name} is not as the configuration says: ${differences.join('; ')}.`,
            why: 'Queries may cost more than the cutoff allows, be cancelled by one, or leave results where nothing removes them.',
            remedy: revertDrift(config),
          },
        ]),
  ];
}
