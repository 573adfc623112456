import type { Target } from '../../target';
import { complete, pathAt } from './complete';
import { completePath } from './complete-path';
import type { Candidates, KnownNames, Place } from './known-names';
import { listKnownNames } from './names';

/** How long the names of a target are held to be as they were. */
const NAMES_MS = 30_000;

/** Completes what is typed with the names that a target has. */
export class Completer {
  private names: { readonly until: number; readonly known: Promise<KnownNames> } | undefined;

  constructor(private readonly target: Target) {}

  /** @throws Error where the target, or a folder, cannot be listed */
  async complete(place: Place): Promise<Candidates> {
    const path = pathAt(place.before);
    if (path !== undefined) return completePath(path);
    const now = performance.now();
    if (this.names === undefined || this.names.until < now)
      this.names = { until: now + NAMES_MS, known: listKnownNames(this.target) };
    return complete(place, await this.names.known);
  }

  /** Lets names be listed anew. */
  forgetNames(): void {
    this.names = undefined;
  }
}
