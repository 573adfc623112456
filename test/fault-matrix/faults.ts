import { TaskFailure } from '../../lib/asl';
import { hang, isRead, type Call } from './drive';
import { errorsOf } from './service-errors';

/** Something that happens to a call. */
export interface Fault {
  readonly name: string;
  /** Also to all later calls of the state. */
  readonly lasts: boolean;
  /** The execution must end as it does without the fault. */
  readonly passes: boolean;
  readonly strike: (call: Call) => ReturnType<Call['perform']>;
  /** Of an error: its name and cause, and whether the call had done its work. */
  readonly failure?: TaskFailure;
  readonly done?: boolean;
}

/** Over the 262,144 bytes that a task may answer. */
const TOO_LARGE = { Body: 'x'.repeat(262_144) };

/**
 * All that can happen to a call of a resource. A call that only reads leaves the same world whether it was made or not, so
 * that its answer is lost after it is the same case as that it was never made.
 */
export function faultsOf(resource: string): readonly Fault[] {
  let known = faults.get(resource);
  if (!known) faults.set(resource, (known = listFaults(resource)));
  return known;
}

const faults = new Map<string, readonly Fault[]>();

function listFaults(resource: string): Fault[] {
  const all = [
    ...errorsOf(resource).flatMap(({ name, cause, passes }) => errorFaults(name, cause, passes)),
    ...(resource.includes(':batch') ? [REFUSED_INSIDE] : []),
    ...OTHERS,
  ];
  return isRead(resource) ? all.filter(({ name }) => !name.endsWith(DONE)) : all;
}

/** Ends the names of faults that strike after a call was made. */
const DONE = ', though it was done';

/** A batch that did nothing answers with status 200 all the same. */
const REFUSED_INSIDE: Fault = {
  ...fault('an answer that holds nothing but errors', async () => ({
    Errors: [{ ErrorDetail: { ErrorCode: 'InternalServiceException', ErrorMessage: 'Try again.' } }],
  })),
  passes: true,
};

function errorFaults(name: string, cause: string, passes: boolean): Fault[] {
  const failure = new TaskFailure(name, cause);
  const done = true;
  const refuse = (): never => {
    throw failure;
  };
  return [
    { name: `${name} once`, lasts: false, passes, strike: async () => refuse(), failure },
    { name: `${name} once${DONE}`, lasts: false, passes, strike: (call) => call.perform().then(refuse), failure, done },
    { name: `${name} for ever`, lasts: true, passes: false, strike: async () => refuse(), failure },
  ];
}

const OTHERS: readonly Fault[] = [
  fault('no answer', ({ clock }) => hang(clock)),
  fault(`no answer${DONE}`, async ({ perform, clock }) => {
    await perform();
    return hang(clock);
  }),
  fault('an answer over 256 KiB', async ({ perform }) => {
    await perform();
    return TOO_LARGE;
  }),
  {
    ...fault('answers over 256 KiB for ever', async ({ perform }) => {
      await perform();
      return TOO_LARGE;
    }),
    lasts: true,
  },
  fault('a crash', ({ crash }) => crash()),
  fault(`a crash${DONE}`, async ({ perform, crash }) => {
    await perform();
    return crash();
  }),
];

function fault(name: string, strike: Fault['strike']): Fault {
  return { name, lasts: false, passes: false, strike };
}
