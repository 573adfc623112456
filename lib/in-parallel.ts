/**
 * Does something for each element of a list, in its order, a limited number at the same time. The first failure is
 * thrown.
 */
export async function inParallel<T>(all: Iterable<T>, atOnce: number, work: (one: T) => Promise<void>): Promise<void> {
  const queue = all[Symbol.iterator]();
  const next = async (): Promise<void> => {
    for (let one = queue.next(); one.done !== true; one = queue.next()) await work(one.value);
  };
  await Promise.all(Array.from({ length: atOnce }, next));
}
