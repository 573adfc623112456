import { StateFailure } from '../../lib/asl/errors';
import { matches } from '../../lib/asl/retry';
import type { Definition } from '../../lib/workflow';
import type { Ended } from './endings';
import type { Fault } from './faults';
import type { Halt } from './scenarios';

interface Handled {
  readonly Retry?: readonly { readonly ErrorEquals: readonly string[] }[];
  readonly Catch?: readonly { readonly ErrorEquals: readonly string[] }[];
}

/**
 * Follows faults at a call that only differ in the error's name once. A state looks at the name of an error to find the
 * retrier that tries again and the catcher that goes on with it, and at nothing else: what one retrier retries once is over
 * then, and what has no catcher ends the execution, as soon as no retrier is left.
 */
export class Alike {
  private halt: Halt | undefined;
  private readonly known = new Map<string, { readonly first: Fault; readonly ended: Promise<Ended> }>();

  constructor(private readonly states: Definition['States']) {}

  /** How an execution ends that a fault strikes, which is found out where no fault that is alike has struck the call. */
  async of(halt: Halt, fault: Fault, find: () => Promise<Ended>): Promise<Ended> {
    if (this.halt !== halt) this.known.clear();
    this.halt = halt;
    const kind = this.kindOf(halt, fault);
    if (kind === undefined) return find();
    let known = this.known.get(kind);
    if (!known) this.known.set(kind, (known = { first: fault, ended: find() }));
    return nameAnew(await known.ended, known.first, fault);
  }

  /** Undefined of what is no error, of one that is caught, and inside of a Map, which takes the errors of its states in turn. */
  private kindOf({ state }: Halt, { failure, lasts, done = false }: Fault): string | undefined {
    const { [state]: at } = this.states;
    if (!at || !failure) return undefined;
    const { Retry = [], Catch = [] } = at as Handled;
    const named = new StateFailure(failure.error, failure.cause);
    const handles = ({ ErrorEquals }: { readonly ErrorEquals: readonly string[] }) => matches(ErrorEquals, named);
    const retrier = Retry.findIndex(handles);
    const isOverOnce = retrier !== -1 && !lasts;
    return isOverOnce || !Catch.some(handles) ? `${retrier} ${String(lasts)} ${String(done)}` : undefined;
  }
}

/** The same end, with the name and the cause of another error where it has those of the first one. */
function nameAnew(ended: Ended, { failure: first }: Fault, { failure }: Fault): Ended {
  const { result } = ended;
  if (!first || !failure || result.error !== first.error || result.cause !== first.cause) return ended;
  return { ...ended, result: { ...result, error: failure.error, cause: failure.cause } };
}
