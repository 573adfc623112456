import type { ExecutionResult, JsonObject, Position } from '../../lib/asl';
import { Alike } from './alike';
import { drive, type Started, type Watch } from './drive';
import { collectUnverified, Endings, type Ended } from './endings';
import type { Fault } from './faults';
import {
  ofAnotherTime,
  findOvercharged,
  overdue,
  readPublished,
  unreadable,
  wrongAfterFailure,
  wrongAfterSuccess,
} from './invariants';
import type { Halt, Scenario } from './scenarios';
import { World } from './world';

/** Redrives are possible for 14 days; so long after the night's start everybody has read the message. */
const LATER = 3 * 86_400_000;

/** A new execution is started by hand, or by a rule, at a full quarter of an hour. */
const QUARTER = 15 * 60_000;

/** The cases of one scenario: a fault strikes, then every way back is taken. */
export class Cases {
  private readonly before;
  /** Many faults leave the same world behind, from which the same follows. */
  private readonly endings;
  private readonly alike;
  private readonly found = new Map<string, readonly string[]>();

  constructor(private readonly scenario: Scenario) {
    this.before = readPublished(scenario.world);
    this.endings = new Endings(scenario.world.definition);
    this.alike = new Alike(scenario.world.definition.States);
  }

  /** @returns whatever is not as promised, a line each */
  async holesOf(halt: Halt, fault: Fault): Promise<string[]> {
    const { scenario } = this;
    const struck = await this.alike.of(halt, fault, () => this.strike(halt, fault));
    const found = [
      ...this.judge('it', struck, fault.passes ? scenario.ends : endOf(struck.result)),
      ...(await this.waysBack(struck)),
    ];
    const where = `${scenario.name}, ${halt.state}, ${fault.name}`;
    return [...new Set(found)].map((hole) => `${where} | ${hole}`);
  }

  /** @returns whatever is not as promised of an execution that goes on from where it was stopped */
  async holesOfRedrive(what: string, world: World, from: Position): Promise<string[]> {
    const { execution, ends } = this.scenario;
    return this.judge(what, await this.endings.of(world, execution, from), ends);
  }

  private async strike(halt: Halt, fault: Fault): Promise<Ended> {
    const { execution } = this.scenario;
    const strike = new Strike(halt, fault);
    const unverified: string[] = [];
    const world = new World(halt.world);
    const { entered, intercept } = strike;
    const afterCall = collectUnverified(world, unverified);
    const result = await drive(world, execution, halt.position, { entered, intercept, afterCall });
    const { failedAt, startTime } = result;
    if (!strike.over || !failedAt) return { world, result, unverified };
    const rest = await this.endings.of(world, execution, failedAt);
    return { ...rest, result: { ...rest.result, startTime }, unverified: [...unverified, ...rest.unverified] };
  }

  /** What is not as promised on the ways back; many faults leave equal worlds behind, and end alike. */
  private async waysBack(ended: Ended): Promise<readonly string[]> {
    const { world, result } = ended;
    const { status, failedAt } = result;
    const told = isFailState(world, failedAt) ? result.cause : '';
    const key = `${this.endings.keyOf(world, this.scenario.execution, false, failedAt)} ${status} ${told ?? ''}`;
    let found = this.found.get(key);
    if (!found) this.found.set(key, (found = await this.takeWaysBack(ended)));
    return found;
  }

  /** A redrive at once and another time later, an execution that takes the export over, and one that begins anew. */
  private async takeWaysBack({ world, result }: Ended): Promise<string[]> {
    const { execution, ends } = this.scenario;
    const { status, failedAt, cause = '{}' } = result;
    const found: string[] = [];
    const go = async (what: string, started: Started, from: Position | undefined, end: string, change = unchanged) => {
      const then = new World(world);
      await change(then);
      found.push(...this.judge(what, await this.endings.of(then, started, from), end));
    };
    if (isFailState(world, failedAt)) {
      const { exportArn, exportDate } = JSON.parse(cause) as JsonObject;
      const input = exportArn !== undefined && exportDate !== undefined && { exportArn, exportDate };
      if (input) await go('an execution with its exportArn', { name: 'adopting', input }, undefined, ends);
    } else if (status !== 'SUCCEEDED') {
      // two entries of a state are never in the same millisecond
      await go('a redrive at once', execution, failedAt, ends, (then) => then.clock.sleep(1));
      const later = this.scenario.world.clock.now() + LATER;
      await go('a redrive later', execution, failedAt, ends, ({ clock }) => clock.sleep(later - clock.now()));
    }
    await go('a new execution', { ...execution, name: 'anew' }, undefined, 'SUCCEEDED', async (then) => {
      then.script = {};
      await then.clock.sleep(QUARTER - (then.clock.now() % QUARTER));
    });
    return found;
  }

  private judge(what: string, { world, result, unverified }: Ended, ends: string): string[] {
    const { before } = this;
    const succeeded = result.status === 'SUCCEEDED';
    const holes = [
      ...unverified,
      ...(endOf(result) === ends || (what !== 'it' && this.scenario.alsoEnds.includes(endOf(result)))
        ? []
        : [`should end ${ends}, and ended ${endOf(result)}: ${result.cause ?? ''}`]),
      ...(succeeded ? wrongAfterSuccess(world, before, result) : wrongAfterFailure(world, before)),
      ...ofAnotherTime(this.scenario.execution.input, result),
      ...unreadable(world, result),
      ...overdue(world, result),
      ...findOvercharged(world),
    ];
    return holes.map((hole) => `${what}: ${hole}`);
  }
}

/** Whether an execution ended in a state that tells why, as JSON. */
function isFailState({ definition }: World, failedAt: Position | undefined): boolean {
  return definition.States[failedAt?.state ?? '']?.Type === 'Fail';
}

/** SUCCEEDED, the error's name, or how it ended without one. */
export function endOf({ status, error }: ExecutionResult): string {
  return error ?? status;
}

/** The services go on as they are. */
const unchanged: (world: World) => Promise<void> = () => Promise.resolve();

/** Strikes at a call, and halts the execution where it has got over that. */
class Strike implements Watch {
  /** The execution left the state that was struck. */
  over = false;
  private struck = false;

  constructor(
    private readonly halt: Halt,
    private readonly fault: Fault,
  ) {}

  readonly intercept: NonNullable<Watch['intercept']> = (call) => {
    const { state, count } = this.halt;
    if (call.state !== state || (this.struck ? !this.fault.lasts : call.count !== count)) return call.perform();
    this.struck = true;
    return this.fault.strike(call);
  };

  readonly entered: NonNullable<Watch['entered']> = (_, crash) => {
    if (!this.struck || this.fault.lasts) return;
    this.over = true;
    crash();
  };
}
