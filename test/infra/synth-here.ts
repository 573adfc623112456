/** How a synth ended: its exit status, and all that it said, each with where it said it. */
export interface SynthHere {
  readonly status: unknown;
  readonly said: readonly (readonly unknown[])[];
}

/** Runs the built app in this process, which has loaded the CDK already, with the context as the CDK CLI hands it over. */
export function synthHere(context: object, folder: string): SynthHere {
  const load = process.getBuiltinModule('module').createRequire(__filename);
  const app = load.resolve('../../dist/infra/app');
  const said: unknown[][] = [];
  const hear = (stream: 'stdout' | 'stderr') =>
    jest.spyOn(process[stream], 'write').mockImplementation((text) => said.push([stream, text]) > 0);
  const spies = [
    hear('stdout'),
    hear('stderr'),
    jest.spyOn(console, 'error').mockImplementation((...text) => void said.push(['stderr', ...text])),
    jest.spyOn(process, 'exit').mockImplementation((status) => {
      throw new ExitError(status);
    }),
  ];
  try {
    Object.assign(process.env, { CDK_CONTEXT_JSON: JSON.stringify(context), CDK_OUTDIR: folder });
    Reflect.deleteProperty(load.cache, app);
    load(app);
    return { status: 0, said };
  } catch (error) {
    if (error instanceof ExitError) return { status: error.status, said };
    throw error;
  } finally {
    for (const spy of spies) spy.mockRestore();
    for (const name of ['CDK_CONTEXT_JSON', 'CDK_OUTDIR']) Reflect.deleteProperty(process.env, name);
  }
}

class ExitError extends Error {
  constructor(readonly status: unknown) {
    super('process.exit');
  }
}
