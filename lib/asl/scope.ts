import { ErrorName, StateFailure } from './errors';
import type { JsonObject } from './json';
import { jsonBytes, PAYLOAD_BYTES, VARIABLES_BYTES } from './limits';

/**
 * Variables of one machine, Map iteration or Parallel branch. Those of the scopes around it can be read; that they are
 * not assigned again inside is checked before the run.
 */
export class Scope {
  /** At least the bytes of all that is visible here; undefined until it is needed. */
  private atMost: number | undefined;

  constructor(
    private readonly outer?: Scope,
    private own: JsonObject = {},
  ) {}

  /** All variables that can be read here. */
  visible(): JsonObject {
    return this.outer ? { ...this.outer.visible(), ...this.own } : this.own;
  }

  /** @throws StateFailure States.DataLimitExceeded when a variable or all of one Assign is over 256 KiB, or all together over 10 MiB */
  check(assigned: JsonObject): void {
    const bytes = jsonBytes(assigned);
    if (bytes > PAYLOAD_BYTES) {
      throw new StateFailure(
        ErrorName.dataLimit,
        `The variables assigned by one state are larger than ${PAYLOAD_BYTES} bytes.`,
      );
    }
    this.atMost = (this.atMost ?? jsonBytes(this.visible())) + bytes;
    // Counted without what was replaced only where that can make the difference.
    if (this.atMost > VARIABLES_BYTES) this.atMost = jsonBytes({ ...this.visible(), ...assigned });
    if (this.atMost > VARIABLES_BYTES) {
      throw new StateFailure(
        ErrorName.dataLimit,
        `The variables of the execution are larger than ${VARIABLES_BYTES} bytes.`,
      );
    }
  }

  assign(assigned: JsonObject): void {
    this.own = { ...this.own, ...assigned };
  }
}
