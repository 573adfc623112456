/** What a call answers; undefined where the service says, by this name of an error, that there is no such thing. */
export async function orNothing<T>(name: string, call: () => Promise<T>): Promise<T | undefined> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof Error && error.name === name) return undefined;
    throw error;
  }
}
