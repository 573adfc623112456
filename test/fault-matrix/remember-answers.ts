import type { Json } from '../../lib/asl';
import type { ChoiceState } from '../../lib/asl/definition';
import type { Transition } from '../../lib/asl/execution';
import type * as Expressions from '../../lib/asl/expression';
import type { Bindings } from '../../lib/asl/expression';
import type { StateEntry } from '../../lib/asl/state-entry';
import type * as Choices from '../../lib/asl/states/choice';

/** What the answer of a template follows from: variables, and members of `$states` by their path. */
interface Needs {
  readonly variables: ReadonlySet<string>;
  readonly paths: readonly (readonly string[])[];
}

/** Functions that give something else each time; `eval` is none. */
const IMPURE = ['millis', 'now', 'random', 'uuid'];

/** So many values are told apart before all are forgotten, which costs time and no more. */
const MOST_VALUES = 200_000;

/*
 * In the matrix the same expressions are asked the same thing in thousands of cases. In a suite that imports this file
 * first, each is evaluated once for the values that it can see; the answers are frozen, as cases share them.
 */
jest.mock('../../lib/asl/expression', () => {
  const actual = jest.requireActual<typeof Expressions>('../../lib/asl/expression');
  const needs = new Map<Json, Needs | undefined>();
  const answers = new Map<Json, Map<string, Promise<Json>>>();
  const ids = new Ids();

  const evaluateTemplate = (template: Json, location: string, bindings: readonly Bindings[]): Promise<Json> => {
    if (!needs.has(template)) needs.set(template, needsOf(template, actual));
    const needed = needs.get(template);
    if (!needed) return actual.evaluateTemplate(template, location, bindings);
    const key = keyOf(needed, bindings, ids);
    let known = answers.get(template);
    if (!known) answers.set(template, (known = new Map<string, Promise<Json>>()));
    let answer = known.get(key);
    if (!answer) {
      const found = known;
      found.set(key, (answer = actual.evaluateTemplate(template, location, bindings).then(freeze)));
      // a failure names the place where it is asked
      answer.catch(() => found.delete(key));
    }
    return answer;
  };
  return { ...actual, evaluateTemplate };
});

/*
 * A Choice has many of them, and no more: it leads to the same state, and assigns the same, for what they all can see. It
 * gives its input on where it has no output of its own.
 */
jest.mock('../../lib/asl/states/choice', () => {
  const actual = jest.requireActual<typeof Choices>('../../lib/asl/states/choice');
  const expressions = jest.requireActual<typeof Expressions>('../../lib/asl/expression');
  const known = new Map<ChoiceState, { readonly needed: Needs | undefined; readonly led: Map<string, Led> }>();
  const ids = new Ids();

  const choice = async (entry: StateEntry<ChoiceState>): Promise<Transition> => {
    const { state, input, branch } = entry;
    let here = known.get(state);
    if (!here) known.set(state, (here = { needed: needsOf(state, expressions), led: new Map() }));
    const { needed, led } = here;
    if (!needed) return actual.choice(entry);
    const states = { input, context: needed.paths.length > 0 ? entry.context() : {} };
    const key = keyOf(needed, [{}, branch.scope.visible(), { states }], ids);
    const before = led.get(key);
    if (before) {
      const { givesInput, transition } = before;
      if (transition.assigned) branch.scope.check(transition.assigned);
      return givesInput ? { ...transition, output: input } : transition;
    }
    const transition = await actual.choice(entry);
    const givesInput = transition.output === input;
    if (transition.assigned) freeze(transition.assigned);
    led.set(key, { givesInput, transition: givesInput ? { ...transition, output: null } : transition });
    return transition;
  };
  return { ...actual, choice };
});

/** Where a Choice led. */
interface Led {
  readonly givesInput: boolean;
  /** Without the output, where that is the input. */
  readonly transition: Transition;
}

/** Numbers of values, the same for equal ones. */
class Ids {
  private readonly byText = new Map<string, number>();
  private byObject = new WeakMap<object, number>();
  private next = 0;

  of(value: unknown): string {
    if (typeof value === 'string') return `${value.length}:${value}`;
    if (typeof value !== 'object' || value === null) return String(value);
    let id = this.byObject.get(value);
    if (id === undefined) this.byObject.set(value, (id = this.idOf(JSON.stringify(value))));
    return `#${id}`;
  }

  private idOf(text: string): number {
    let id = this.byText.get(text);
    if (id === undefined) {
      if (this.byText.size === MOST_VALUES) this.byText.clear();
      this.byText.set(text, (id = this.next++));
    }
    return id;
  }
}

/** Of the bindings, which are functions, variables and `$states`, the functions are always the same. */
function keyOf({ variables, paths }: Needs, [, visible = {}, last = {}]: readonly Bindings[], ids: Ids): string {
  let key = '';
  for (const name of variables) if (Object.hasOwn(visible, name)) key += `${name} ${ids.of(visible[name])}\n`;
  if (paths.length === 0) return key;
  const { states } = last;
  for (const path of paths) key += `${ids.of(memberAt(states, path))}\n`;
  return key;
}

/** The member that a path leads to, or what is there instead of an object on the way: its answer follows from that. */
function memberAt(value: unknown, path: readonly string[]): unknown {
  let member = value;
  for (const name of path) {
    if (typeof member !== 'object' || member === null || Array.isArray(member)) break;
    member = Object.hasOwn(member, name) ? (member as Record<string, unknown>)[name] : undefined;
  }
  return member;
}

/** Undefined of a template that has no expression, or one whose answer follows from more than what it names. */
function needsOf(template: unknown, { compile, isExpression }: typeof Expressions): Needs | undefined {
  const variables = new Set<string>();
  const paths = new Map<string, readonly string[]>();
  let expressions = 0;
  const visitTemplate = (part: unknown): void => {
    if (isExpression(part)) {
      expressions += 1;
      visit(compile(part).ast());
    } else if (typeof part === 'object' && part !== null) Object.values(part).forEach(visitTemplate);
  };
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const { type, value, steps } = node as Node;
    if (type === 'path' && steps?.[0]?.type === 'variable' && steps[0].value === 'states') {
      const path = namesAfter(steps);
      paths.set(path.join('\n'), path);
      visit({ ...node, type: '', steps: steps.slice(1) });
      return;
    }
    if (type === 'variable' && value === 'states') paths.set('', []);
    else if (type === 'variable' && typeof value === 'string') variables.add(value);
    Object.values(node).forEach(visit);
  };
  visitTemplate(template);
  return expressions === 0 || IMPURE.some((name) => variables.has(name))
    ? undefined
    : { variables, paths: [...paths.values()] };
}

interface Node {
  readonly type?: unknown;
  readonly value?: unknown;
  readonly steps?: readonly Node[];
}

/** The names that follow `$states` in a path, up to the first step that does more than to name a member. */
function namesAfter([first, ...steps]: readonly Node[]): string[] {
  const names: string[] = [];
  if (!first || doesMore(first)) return names;
  for (const step of steps) {
    if (step.type !== 'name' || typeof step.value !== 'string') break;
    names.push(step.value);
    if (doesMore(step)) break;
  }
  return names;
}

/** A filter, a grouping or the like stands at a step. */
function doesMore(step: Node): boolean {
  return Object.keys(step).some((key) => !['type', 'value', 'position'].includes(key));
}

function freeze(value: Json): Json {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.values(value).forEach((member) => freeze(member ?? null));
  Object.freeze(value);
  return value;
}
