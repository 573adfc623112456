import { abortReason } from './clock';
import type { QueryLanguage, State } from './definition';
import { ErrorName, QueryFailure, RuntimeFailure, StateFailure } from './errors';
import type { Branch, Execution, ProgressEvent } from './execution';
import { evaluateTemplate } from './expression';
import type { Json, JsonObject } from './json';

type WithoutPlace<T> = T extends unknown ? Omit<T, 'state' | 'type' | 'time'> : never;

/** One visit of an execution to one state. */
export class StateEntry<S extends State = State> {
  /** Failed attempts so far, as `$states.context.State.RetryCount` gives it. */
  retryCount = 0;
  private readonly enteredMillis: number;
  private readonly enteredEvent: number;

  constructor(
    readonly execution: Execution,
    readonly branch: Branch,
    readonly name: string,
    readonly state: S,
    readonly input: Json,
  ) {
    this.enteredMillis = execution.clock.now();
    this.enteredEvent = this.record(`${state.Type}StateEntered`, { input });
    this.report({ kind: 'entered', input });
  }

  get language(): QueryLanguage {
    return this.state.QueryLanguage ?? this.execution.language;
  }

  /** Records an event of this state and returns its id. @throws the branch's Interruption when it has to stop */
  record(type: string, details?: JsonObject): number {
    if (this.branch.signal.aborted) throw abortReason(this.branch.signal);
    return this.execution.history.add(type, this.name, details);
  }

  /** Leaves the state: its variables hold from the next one on. */
  exit(output: Json, assigned: JsonObject | undefined): void {
    const what = { output, ...(assigned === undefined ? {} : { assigned }) };
    this.record(`${this.state.Type}StateExited`, what);
    if (assigned !== undefined) this.branch.scope.assign(assigned);
    this.report({ kind: 'exited', ...what });
  }

  /** Tells the observer. */
  report(event: WithoutPlace<ProgressEvent>): void {
    this.execution.observe({ state: this.name, type: this.state.Type, time: this.execution.clock.now(), ...event });
  }

  /**
   * Evaluates a field of the state.
   *
   * @param states `result` or `errorOutput`, where `$states` has them
   * @param mapItem `Map` of the context object, for a Map's ItemSelector
   */
  evaluate(template: Json, field: string, states: JsonObject = {}, mapItem?: JsonObject): Promise<Json> {
    const { input } = this;
    const context = () => this.context(mapItem);
    let all: JsonObject | undefined;
    return evaluateTemplate(template, field, [
      this.execution.functions,
      this.branch.scope.visible(),
      // made where an expression names it
      {
        get states() {
          return (all ??= { input, context: context(), ...states });
        },
      },
    ]);
  }

  /** The context object as this state sees it (AWS "Accessing execution data from the Context object"). */
  context(mapItem = this.branch.mapItem): JsonObject {
    const retryable = this.state.Type === 'Task' || this.state.Type === 'Map' || this.state.Type === 'Parallel';
    return {
      ...this.execution.context,
      State: {
        Name: this.name,
        EnteredTime: new Date(this.enteredMillis).toISOString(),
        ...(retryable ? { RetryCount: this.retryCount } : {}),
      },
      ...(mapItem === undefined ? {} : { Map: mapItem }),
    };
  }

  /** Gives a failed expression and a States.Runtime the name of this state; anything else comes back as it is. */
  nameFailure(thrown: unknown): unknown {
    if (thrown instanceof QueryFailure) {
      const cause = this.sentence(thrown.message);
      this.record('EvaluationFailed', {
        error: ErrorName.queryEvaluation,
        cause,
        location: thrown.location,
        state: this.name,
      });
      return new StateFailure(ErrorName.queryEvaluation, cause);
    }
    return thrown instanceof RuntimeFailure
      ? new StateFailure(ErrorName.runtime, this.sentence(thrown.message))
      : thrown;
  }

  private sentence(text: string): string {
    return `An error occurred while executing the state '${this.name}' (entered at the event id #${this.enteredEvent}). ${text}`;
  }
}
