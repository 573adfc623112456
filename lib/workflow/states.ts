import type { Config, Resources, Table } from '../config';
import type { SavedCheck } from '../sql';
import { ERRORS, type ErrorName } from './errors';
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

/** A state as the Amazon States Language has it. */
export type State = Readonly<Record<string, unknown>> & { readonly Type: string };

/** States by name. */
export type States = Readonly<Record<string, State>>;

/**
 * Wraps a JSONata expression for a field of a state. Beware of `!=`: it is false where a side is undefined, so a check is
 * written `$not(a = b)`.
 */
export function jsonata(expression: string): string {
  return `{% ${expression} %}`;
}

/** A JavaScript value as a JSONata literal; JSONata's literals are JSON's. */
export function value(json: unknown): string {
  return JSON.stringify(json);
}

/** The condition that something is a text of a pattern; never fails, whatever it is. */
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

/** Assigns the failure that ExportFailed then ends with. */
export function failure({ table }: Workflow, error: ErrorName, details: Details): { readonly failure: string } {
  const fields = {
    error: value(error),
    ...details,
    remedy: value(ERRORS[error]),
    table: value(table.name),
    exportArn: '$exportArn',
    exportDate: '$exportDate',
    execution: '$states.context.Execution.Id',
  };
  return {
    failure: jsonata(
      `{${Object.entries(fields)
        .map(([key, sql]) => `${value(key)}: ${sql}`)
        .join(', ')}}`,
    ),
  };
}

/** A rule of a Choice that ends in ExportFailed. */
export function refuse(workflow: Workflow, condition: string, error: ErrorName, details: Details): object {
  return { Condition: jsonata(condition), Assign: failure(workflow, error, details), Next: 'ExportFailed' };
}

/** How often Glue may say that a partition exists and then that it does not: others may be at work, but not so often. */
const CONTRADICTIONS = 5;

/** What a catcher assigns when Glue says the opposite of what it said before. */
export const CONTRADICTED = { contradictions: jsonata('$contradictions + 1') };

/** A rule of a Choice that ends a dispute with Glue, which would go on until the history is full. */
export function refuseContradictions(workflow: Workflow, table: string): object {
  return refuse(workflow, `$contradictions > ${CONTRADICTIONS}`, 'Publish.Contradiction', {
    what: value('Glue keeps saying that a partition exists, and that it does not.'),
    found: value(`partitions of ${workflow.names.database}.${table}`),
    expected: value('a partition that can be created or updated'),
  });
}

/** A catcher that ends in ExportFailed. */
export function refuseOn(workflow: Workflow, errors: readonly string[], error: ErrorName, details: Details): object {
  return { ErrorEquals: errors, Assign: failure(workflow, error, details), Next: 'ExportFailed' };
}

/** A rule of a Choice that goes on. */
export function goOnWith(condition: string, next: string, assign: Readonly<Record<string, unknown>>): object {
  return { Condition: jsonata(condition), Assign: assign, Next: next };
}

/** A catcher for an error that says that there is nothing to do, or something else. */
export function goOn(error: string, next: string, assign?: Readonly<Record<string, unknown>>): object {
  return { ErrorEquals: [error], ...(assign && { Assign: assign }), Next: next };
}
