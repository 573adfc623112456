import { runAdoption, type AdoptionActions, type AdoptionStep, type NightExecution } from '../../../lib/operations';

function step(date: string): AdoptionStep {
  return { exportId: `id-${date}`, exportArn: `arn-${date}`, exportDate: date, itemCount: 1 };
}

/** Executions that end when the test says so. */
class Machine implements AdoptionActions {
  readonly started: string[] = [];
  /** Names that executions which have ended have. */
  readonly taken = new Set<string>();
  readonly failing = new Set<string>();
  atOnce = 0;
  most = 0;

  start(_: AdoptionStep, name: string): Promise<string | undefined> {
    if (this.taken.has(name)) return Promise.resolve(undefined);
    this.started.push(name);
    this.most = Math.max(this.most, ++this.atOnce);
    return Promise.resolve(name);
  }

  async awaitEnd(name: string): Promise<NightExecution> {
    await Promise.resolve();
    this.atOnce--;
    const status = this.failing.has(name) ? 'FAILED' : 'SUCCEEDED';
    return { arn: name, name, status } as NightExecution;
  }
}

const STEPS = ['2026-01-01', '2026-01-02', '2026-01-03', '2026-01-04'].map(step);

describe('carrying out a plan', () => {
  it('starts oldest first, no more at once than allowed', async () => {
    const machine = new Machine();
    const result = await runAdoption(STEPS, machine, { atOnce: 2 });
    expect(machine.started).toEqual(STEPS.map(({ exportId }) => `adopt-${exportId}`));
    expect(machine.most).toBe(2);
    expect(result).toEqual({ published: expect.any(Array) as unknown, failed: [], running: [], left: [] });
    expect(result.published).toHaveLength(4);
  });

  it('goes on after one that failed, and names it', async () => {
    const machine = new Machine();
    machine.failing.add('adopt-id-2026-01-02');
    const result = await runAdoption(STEPS, machine, { atOnce: 1 });
    expect(result.published).toHaveLength(3);
    expect(result.failed).toMatchObject([{ step: { exportDate: '2026-01-02' }, execution: { status: 'FAILED' } }]);
  });

  it('tries one that failed before under a new name: names of ended executions are taken for 90 days', async () => {
    const machine = new Machine();
    machine.taken.add('adopt-id-2026-01-01').add('adopt-id-2026-01-01-2');
    await runAdoption(STEPS.slice(0, 1), machine, { atOnce: 1 });
    expect(machine.started).toEqual(['adopt-id-2026-01-01-3']);
  });

  it('begins nothing more when it is stopped, and says what is left', async () => {
    const [machine, controller] = [new Machine(), new AbortController()];
    const result = await runAdoption(STEPS, machine, {
      atOnce: 1,
      signal: controller.signal,
      onStarted: () => {
        controller.abort();
      },
    });
    expect(machine.started).toEqual(['adopt-id-2026-01-01']);
    expect(result.left.map(({ exportDate }) => exportDate)).toEqual(['2026-01-02', '2026-01-03', '2026-01-04']);
  });

  it('begins an incremental export when all before it have ended, and not where the one before was not published', async () => {
    const [first, second, third, fourth] = STEPS as [AdoptionStep, AdoptionStep, AdoptionStep, AdoptionStep];
    const chain = [first, second, { ...third, isIncremental: true }, { ...fourth, isIncremental: true }];
    const machine = new Machine();
    const result = await runAdoption(chain, machine, { atOnce: 4 });
    expect([machine.most, result.published]).toEqual([2, chain]);
    const other = new Machine();
    other.failing.add('adopt-id-2026-01-03');
    expect((await runAdoption(chain, other, { atOnce: 4 })).left).toEqual([chain[3]]);
    other.failing.add('adopt-id-2026-01-02');
    expect((await runAdoption(chain, other, { atOnce: 4 })).left).toEqual(chain.slice(2));
  });
});
