import { SiblingBranches } from '../branches';
import { complete } from '../data-flow';
import type { MapState } from '../definition';
import { QueryFailure } from '../errors';
import type { Branch, Transition } from '../execution';
import { wrongType } from '../expression';
import { jsonText, type Json, type JsonObject } from '../json';
import { checkPayload, INLINE_MAP_CONCURRENCY } from '../limits';
import { attemptState } from '../retry';
import type { StateEntry } from '../state-entry';

type MapEntry = StateEntry<MapState>;

/** Map, inline: its processor runs for every item; the result is the array of outputs. A retry starts all again. */
export function map(entry: MapEntry): Promise<Transition> {
  const attempt = async (): Promise<Transition> => {
    const items = await itemsOf(entry);
    const concurrency = await concurrencyOf(entry);
    entry.record('MapStateStarted', { length: items.length });
    const outputs = await new Iterations(entry, items).run(concurrency);
    entry.record('MapStateSucceeded');
    return complete(entry, outputs);
  };
  return attemptState(entry, attempt, () => entry.record('MapStateFailed'));
}

async function itemsOf(entry: MapEntry): Promise<Json[]> {
  const { Items } = entry.state;
  if (Items === undefined) {
    if (Array.isArray(entry.input)) return entry.input;
    throw new QueryFailure(`Map state input must be an array but was: ${jsonText(entry.input)}`, 'Items');
  }
  const items = await entry.evaluate(Items, 'Items');
  if (!Array.isArray(items)) throw wrongType(Items, 'Items', 'array', items);
  return items;
}

async function concurrencyOf(entry: MapEntry): Promise<number> {
  const template = entry.state.MaxConcurrency ?? 0;
  const value = await entry.evaluate(template, 'MaxConcurrency');
  if (typeof value !== 'number') throw wrongType(template, 'MaxConcurrency', 'number', value);
  if (!Number.isInteger(value) || value < 0) {
    throw new QueryFailure(
      `The MaxConcurrency field cannot be parsed as a non-negative integer: ${value}`,
      'MaxConcurrency',
    );
  }
  return value === 0 ? INLINE_MAP_CONCURRENCY : Math.min(value, INLINE_MAP_CONCURRENCY);
}

interface Iteration {
  readonly index: number;
  readonly item: Json;
  readonly mapItem: JsonObject;
  readonly branch: Branch;
}

/** The iterations of one attempt. */
class Iterations {
  private readonly siblings: SiblingBranches;
  private readonly waiting: Iterator<[number, Json]>;
  private readonly outputs: Json[] = [];
  private readonly running = new Set<Iteration>();
  private culprit: Iteration | undefined;

  constructor(
    private readonly entry: MapEntry,
    items: readonly Json[],
  ) {
    this.siblings = new SiblingBranches(entry);
    this.waiting = items.entries();
  }

  async run(concurrency: number): Promise<Json[]> {
    const first: Iteration[] = [];
    // AWS records the start of all first iterations before anything that happens in one of them.
    for (let next = this.start(); next !== undefined; next = first.length < concurrency ? this.start() : undefined)
      first.push(next);
    const jobs = first.map(async (iteration) => {
      for (let next: Iteration | undefined = iteration; next !== undefined; next = this.start())
        await this.iterate(next);
    });
    await this.siblings.all(jobs, () => {
      this.recordFailure();
    });
    return this.outputs;
  }

  private start(): Iteration | undefined {
    const next = this.waiting.next();
    if (next.done === true) return undefined;
    const [index, item] = next.value;
    const mapItem = { Item: { Index: index, Value: item } };
    const iteration = { index, item, mapItem, branch: this.siblings.open(mapItem) };
    this.running.add(iteration);
    this.record('Started', iteration);
    return iteration;
  }

  private async iterate(iteration: Iteration): Promise<void> {
    try {
      const input = await this.selectItem(iteration);
      const { ItemProcessor } = this.entry.state;
      this.outputs[iteration.index] = await this.entry.execution.runStates(ItemProcessor, input, iteration.branch);
    } catch (thrown) {
      this.culprit ??= iteration;
      throw this.entry.nameFailure(thrown);
    }
    this.running.delete(iteration);
    this.record('Succeeded', iteration);
  }

  private async selectItem({ item, mapItem }: Iteration): Promise<Json> {
    const { ItemSelector } = this.entry.state;
    if (ItemSelector === undefined) return item;
    const input = await this.entry.evaluate(ItemSelector, 'ItemSelector', {}, mapItem);
    checkPayload(input, this.entry.name);
    return input;
  }

  private recordFailure(): void {
    const { culprit } = this;
    const others = [...this.running].filter((iteration) => iteration !== culprit);
    for (const iteration of culprit === undefined ? others : [culprit, ...others]) {
      this.record(iteration === culprit ? 'Failed' : 'Aborted', iteration);
      this.siblings.recordAborted(iteration.branch, iteration === culprit);
    }
  }

  private record(what: 'Started' | 'Succeeded' | 'Failed' | 'Aborted', { index }: Iteration): void {
    this.entry.record(`MapIteration${what}`, { index });
  }
}
