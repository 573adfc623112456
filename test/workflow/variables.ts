import jsonata from 'jsonata';

/** The states that use a variable of the workflow. */
export interface Uses {
  readonly writers: Set<string>;
  readonly readers: Set<string>;
}

/** A definition, or the states within a Map. */
interface StateGroup {
  readonly States: Readonly<Record<string, object>>;
}

/** What every failure has: see describeFailure(). */
const FIELDS_OF_FAILURES = '"exportArn": $exportArn, "exportDate": $exportDate, ';

/** Finds every variable that a state of the definitions assigns, with the states that write it and read it. */
export function findVariables(definitions: readonly StateGroup[]): Map<string, Uses> {
  const variables = new Map<string, Uses>();
  const states = definitions.flatMap(listStates);
  for (const [name, state] of states)
    for (const { Assign = {} } of listAssigners(state))
      for (const variable of Object.keys(Assign)) {
        const uses = variables.get(variable) ?? { writers: new Set(), readers: new Set() };
        variables.set(variable, { ...uses, writers: uses.writers.add(name) });
      }
  for (const [name, state] of states)
    for (const expression of listExpressions(state)) {
      if (expression.includes(FIELDS_OF_FAILURES))
        for (const variable of ['exportArn', 'exportDate']) variables.get(variable)?.readers.add('every failure');
      for (const variable of findFreeVariables(expression.replaceAll(FIELDS_OF_FAILURES, '')))
        variables.get(variable)?.readers.add(name);
    }
  return variables;
}

/** The names of all states, those within a Map too. */
export function listStateNames(group: StateGroup): string[] {
  return listStates(group).map(([name]) => name);
}

function listStates(group: StateGroup): [string, object][] {
  return Object.entries(group.States).flatMap(([name, state]) => {
    const { ItemProcessor, ...own } = state as { ItemProcessor?: StateGroup };
    return [[name, own] as [string, object], ...(ItemProcessor ? listStates(ItemProcessor) : [])];
  });
}

interface Assigner {
  readonly Assign?: Readonly<Record<string, unknown>>;
}

/** The state itself, its rules and its catchers. */
function listAssigners(state: object): Assigner[] {
  const { Choices = [], Catch = [] } = state as { Choices?: Assigner[]; Catch?: Assigner[] };
  return [state, ...Choices, ...Catch];
}

/** Every JSONata expression in a part of a state. */
function listExpressions(part: unknown): string[] {
  if (typeof part === 'string') return part.startsWith('{%') ? [part.slice(2, -2)] : [];
  return typeof part === 'object' && part !== null ? Object.values(part).flatMap(listExpressions) : [];
}

/** Of expressions, most of which stand in several definitions. */
const free = new Map<string, readonly string[]>();

/** The variables that an expression reads and does not bind itself, as `:=` and the parameters of a function do. */
function findFreeVariables(expression: string): readonly string[] {
  let found = free.get(expression);
  if (!found) {
    const [read, bound] = [new Set<string>(), new Set<string>()];
    collectVariables(jsonata(expression).ast(), read, bound);
    free.set(expression, (found = [...read].filter((name) => !bound.has(name))));
  }
  return found;
}

function collectVariables(part: unknown, read: Set<string>, bound: Set<string>): void {
  if (typeof part !== 'object' || part === null) return;
  const { type, value, lhs, arguments: parameters } = part as Partial<Record<string, unknown>>;
  if (type === 'variable') read.add(value as string);
  if (type === 'bind') bound.add((lhs as { value: string }).value);
  if (type === 'lambda') for (const parameter of parameters as { value: string }[]) bound.add(parameter.value);
  for (const [field, child] of Object.entries(part)) {
    const isBuiltIn = field === 'procedure' && (child as { type: string }).type === 'variable';
    if (!isBuiltIn) collectVariables(child, read, bound);
  }
}
