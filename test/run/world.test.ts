import { keepWorld } from './world';

const NAME = 'EXPORT_TO_ATHENA_WORLD_TEST';
const listeners = (): number => process.listenerCount('SIGUSR2');

describe('what a suite leaves behind is put back:', () => {
  it('variables of the environment, also where they are replaced as a whole', () => {
    const { env } = process;
    env[NAME] = 'before';
    const restore = keepWorld();
    env[NAME] = 'after';
    env[`${NAME}_2`] = 'new';
    process.env = { ...env };
    restore();
    expect(process.env).toBe(env);
    expect([env[NAME], env[`${NAME}_2`]]).toEqual(['before', undefined]);
  });

  it('listeners, the exit code, the folder', () => {
    const before = [listeners(), process.exitCode, process.cwd()];
    const restore = keepWorld();
    process.on('SIGUSR2', () => undefined);
    process.exitCode = 3;
    process.chdir('/');
    restore();
    expect([listeners(), process.exitCode, process.cwd()]).toEqual(before);
  });

  it('global objects and process.exit', () => {
    const { Date: date } = globalThis;
    const exit = Reflect.get(process, 'exit');
    const restore = keepWorld();
    globalThis.Date = class extends date {} as DateConstructor;
    process.exit = () => undefined as never;
    restore();
    expect([globalThis.Date, Reflect.get(process, 'exit')]).toEqual([date, exit]);
  });
});
