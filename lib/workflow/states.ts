import type { Config, Resources, Table } from '../config';
import type { SavedCheck } from '../sql';
import { ERRORS, type ErrorName } from './errors';
import type { StateName } from './state-names';
import { patternLiteral } from './text';

/** What the states of one table's workflow are made from. */
export interface Workflow {
  readonly config: Config;
  readonly table: Table;
  readonly names: Resources;
  /** ARN of the DynamoDB table; may hold CDK tokens. */
  readonly tableArn: string;
  /** The users' checks, those of other tables too. */
  readonly checks: readonly SavedCheck[];
}

/** What a state, a rule or a catcher writes to variables: values, or JSONata, by the variable's name. */
export type Assign = Readonly<Record<string, unknown>>;

/** A rule of a Choice as the Amazon States Language has it. */
export interface Rule<Next extends string = StateName> {
  readonly Condition: string;
  readonly Assign?: Assign;
  readonly Next: Next;
}

/** A catcher as the Amazon States Language has it. */
export interface Catcher<Next extends string = StateName> {
  readonly ErrorEquals: readonly string[];
  readonly Assign?: Assign;
  readonly Output?: unknown;
  readonly Next: Next;
}

/** A state as the Amazon States Language has it. A successor that is no state of the workflow does not compile. */
export interface State<Next extends string = StateName> {
  readonly Type: string;
  readonly Assign?: Assign;
  readonly Choices?: readonly Rule<Next>[];
  readonly Catch?: readonly Catcher<Next>[];
  readonly Next?: Next;
  readonly Default?: Next;
  readonly [field: string]: unknown;
}

/** All states of a part of the workflow, by name. */
export type States<Name extends string, Next extends string = StateName> = Readonly<Record<Name, State<Next>>>;

/**
 * Wraps a JSONata expression for a field of a state. Beware of `!=`: it is false where a side is undefined, so a check is
 * written `$not(a = b)`.
 */
export function jsonata(expression: string): string {
  return `{% ${expression} %}`;
}

/** A JavaScript value as a JSONata literal; JSONata's literals are JSON's. */
export function toLiteral(json: unknown): string {
  return JSON.stringify(json);
}

/** The condition that something is a text of a pattern; never fails, of any type. */
export function isText(expression: string, pattern: RegExp): string {
  return `($type(${expression}) = 'string' ? $contains(${expression}, ${patternLiteral(pattern)}) : false)`;
}

/** What stands in the variable `failure`, and so in ExportFailed's cause: JSONata expressions, undefined ones dropped. */
export interface Details {
  readonly what: string;
  readonly found?: string;
  readonly expected?: string;
  readonly [more: string]: string | undefined;
}

/** The failure that ExportFailed ends with, as a JSONata expression. */
export function describeFailure({ table }: Workflow, error: ErrorName, details: Details): string {
  const fields = {
    error: toLiteral(error),
    ...details,
    remedy: toLiteral(ERRORS[error]),
    table: toLiteral(table.name),
    exportArn: '$exportArn',
    exportDate: '$exportDate',
    execution: '$states.context.Execution.Id',
  };
  return `{${Object.entries(fields)
    .map(([key, expression]) => `${toLiteral(key)}: ${expression}`)
    .join(', ')}}`;
}

/** Assigns the failure that ExportFailed then ends with. */
export function assignFailure(workflow: Workflow, error: ErrorName, details: Details): { readonly failure: string } {
  return { failure: jsonata(describeFailure(workflow, error, details)) };
}

/** A rule of a Choice that ends in ExportFailed. */
export function refuse(workflow: Workflow, condition: string, error: ErrorName, details: Details): Rule {
  return { Condition: jsonata(condition), Assign: assignFailure(workflow, error, details), Next: 'ExportFailed' };
}

/**
 * How often Glue may say that a partition exists and then that it does not: another execution may create or drop it
 * meanwhile.
 */
const CONTRADICTIONS = 5;

/** What a catcher assigns when Glue says the opposite of what it said before. */
export const CONTRADICTED = { contradictions: jsonata('$contradictions + 1') };

/**
 * A rule of a Choice that ends the execution when Glue keeps contradicting itself; it would go on until the history is
 * full.
 */
export function refuseContradictions(workflow: Workflow, table: string): Rule {
  return refuse(workflow, `$contradictions > ${CONTRADICTIONS}`, 'Publish.Contradiction', {
    what: toLiteral('Glue keeps saying that a partition exists, and that it does not.'),
    found: toLiteral(`partitions of ${workflow.names.database}.${table}`),
    expected: toLiteral('a partition that can be created or updated'),
  });
}

/** A catcher that ends in ExportFailed. */
export function refuseOn(workflow: Workflow, errors: readonly string[], error: ErrorName, details: Details): Catcher {
  return { ErrorEquals: errors, Assign: assignFailure(workflow, error, details), Next: 'ExportFailed' };
}

/** A rule of a Choice that goes on. */
export function goOnWith(condition: string, next: StateName, assign: Assign): Rule {
  return { Condition: jsonata(condition), Assign: assign, Next: next };
}

/** A catcher for an error that says that there is nothing to do, or something else. */
export function goOn(error: string, next: StateName, assign?: Assign): Catcher {
  return { ErrorEquals: [error], ...(assign && { Assign: assign }), Next: next };
}
