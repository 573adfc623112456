import { TaskFailure } from '../../lib/asl';

/** The failure that a task's call ends with. @throws Error where it does not fail, or not as a task does */
export async function taskFailure(call: Promise<unknown>): Promise<TaskFailure> {
  return call.then(
    () => {
      throw new Error('it did not fail');
    },
    (error: unknown) => {
      if (error instanceof TaskFailure) return error;
      throw error;
    },
  );
}
