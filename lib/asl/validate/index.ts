import type { QueryLanguage, StateMachine } from '../definition';
import { isJsonObject, type Json, type JsonObject } from '../json';
import type { TaskAdapters } from '../task';
import { checkFields, checkValue, isStateType } from './fields';
import { checkGraph } from './graph';
import { Findings, UnsupportedDefinition, type Problem } from './problems';
import { checkState } from './states';
import { listAssigned, checkOuterVariables } from './variables';

export { UnsupportedDefinition, type Problem } from './problems';

/**
 * Everything about a definition that keeps it from being run here, in the order of the document.
 *
 * @param adapters when given, every `Resource` must have one
 */
export function problemsOf(definition: unknown, adapters?: TaskAdapters): Problem[] {
  return problemsOfDocument(documentOf(definition), adapters);
}

/**
 * The definition as the JSON document it is on AWS, if it can be run with these adapters. A definition is a value: a caller that
 * changes one makes another.
 *
 * @throws UnsupportedDefinition
 */
export function checkDefinition(definition: unknown, adapters: TaskAdapters): StateMachine {
  const resources = Object.keys(adapters).join(' ');
  const known = isJsonObject(definition) ? checked.get(definition) : undefined;
  if (known?.resources === resources) return known.machine;
  const document = documentOf(definition);
  const problems = problemsOfDocument(document, adapters);
  if (problems.length > 0) throw new UnsupportedDefinition(problems);
  const machine = document as StateMachine;
  checked.set(definition as object, { resources, machine });
  return machine;
}

/** Many executions of one machine are the rule, and checking takes longer than a night's states. */
const checked = new WeakMap<object, { readonly resources: string; readonly machine: StateMachine }>();

/** A key that holds undefined is absent in the document. */
function documentOf(definition: unknown): unknown {
  return definition === undefined ? undefined : JSON.parse(JSON.stringify(definition));
}

function problemsOfDocument(document: unknown, adapters: TaskAdapters | undefined): Problem[] {
  const problems: Problem[] = [];
  new DefinitionCheck(adapters).machine(document, new Findings('', problems));
  return problems;
}

const MACHINE_FIELDS = ['Comment', 'QueryLanguage', 'StartAt', 'States', 'TimeoutSeconds', 'Version'];
const GROUP_FIELDS = ['Comment', 'StartAt', 'States', 'ProcessorConfig'];

class DefinitionCheck {
  private readonly names = new Set<string>();
  private language: QueryLanguage = 'JSONPath';

  constructor(private readonly adapters: TaskAdapters | undefined) {}

  machine(machine: unknown, findings: Findings): void {
    if (!isJsonObject(machine)) {
      findings.invalid('expected an object');
      return;
    }
    const { QueryLanguage } = machine;
    checkValue(machine, 'QueryLanguage', findings, 'JSONata or JSONPath', isLanguage);
    if (isLanguage(QueryLanguage)) this.language = QueryLanguage;
    const isSeconds = (value: unknown): boolean => Number.isInteger(value) && Number(value) >= 1;
    checkValue(machine, 'TimeoutSeconds', findings, 'whole seconds of at least 1', isSeconds);
    this.group(machine, MACHINE_FIELDS, new Set(), findings);
  }

  private group(
    group: Json | undefined,
    fields: readonly string[],
    outer: ReadonlySet<string>,
    findings: Findings,
  ): void {
    if (!isJsonObject(group)) return;
    for (const field of Object.keys(group).filter((name) => !fields.includes(name)))
      findings.at(field).invalid(`unknown field ${field}`);
    const { States } = group;
    if (!isJsonObject(States) || Object.keys(States).length === 0) {
      findings.at('States').invalid('expected an object of states');
      return;
    }
    const variables = new Set([...outer, ...listAssigned(States)]);
    const states: Record<string, JsonObject> = {};
    for (const [name, state] of Object.entries(States)) {
      const at = findings.at('States', name);
      if (name.length > 80) at.invalid('a state name has at most 80 characters');
      if (this.names.has(name)) at.invalid('the name of a state is unique in its whole machine');
      this.names.add(name);
      states[name] = isJsonObject(state) ? state : {};
      if (isJsonObject(state)) checkOuterVariables(state, outer, at);
      this.state(states[name], variables, at);
    }
    checkGraph(group.StartAt, states, findings);
  }

  private state(state: JsonObject, variables: ReadonlySet<string>, findings: Findings): void {
    const { Type, QueryLanguage, Resource, ItemProcessor, Branches } = state;
    if (!isStateType(Type)) {
      findings.at('Type').invalid('expected Task, Wait, Pass, Succeed, Fail, Choice, Parallel or Map');
      return;
    }
    checkValue(state, 'QueryLanguage', findings, 'JSONata or JSONPath', isLanguage);
    const language = isLanguage(QueryLanguage) ? QueryLanguage : this.language;
    if (this.language === 'JSONata' && language === 'JSONPath') {
      findings.at('QueryLanguage').invalid('a JSONata machine has no JSONPath states');
    }
    if (!checkFields(state, Type, language, findings)) return;
    checkState(state, Type, language, findings);
    if (typeof Resource === 'string' && this.adapters !== undefined && !Object.hasOwn(this.adapters, Resource)) {
      findings.at('Resource').addUnsupported(`no adapter for ${Resource}`);
    }
    this.group(ItemProcessor, GROUP_FIELDS, variables, findings.at('ItemProcessor'));
    if (Array.isArray(Branches)) {
      for (const [index, branch] of Branches.entries())
        this.group(branch, GROUP_FIELDS, variables, findings.at('Branches', index));
    }
  }
}

function isLanguage(value: unknown): value is QueryLanguage {
  return value === 'JSONata' || value === 'JSONPath';
}
