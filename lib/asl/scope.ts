import { ErrorName, StateFailure } from './errors';
import type { Json, JsonObject } from './json';
import { jsonBytes, PAYLOAD_BYTES, VARIABLES_BYTES } from './limits';

/**
 * Variables of one machine, Map iteration or Parallel branch. Those of the scopes around it can be read; that they are
 * not assigned again inside is checked before the run.
 */
export class Scope {
  private readonly own = new Map<string, Json>();

  constructor(
    private readonly outer?: Scope,
    initial: JsonObject = {},
  ) {
    for (const [name, value] of Object.entries(initial)) if (value !== undefined) this.own.set(name, value);
  }

  /** All variables that can be read here. */
  visible(): JsonObject {
    return { ...this.outer?.visible(), ...Object.fromEntries(this.own) };
  }

  /** @throws StateFailure States.DataLimitExceeded when a variable or all of one Assign is over 256 KiB, or all together over 10 MiB */
  check(assigned: JsonObject): void {
    if (jsonBytes(assigned) > PAYLOAD_BYTES) {
      throw new StateFailure(
        ErrorName.dataLimit,
        `The variables assigned by one state are larger than ${PAYLOAD_BYTES} bytes.`,
      );
    }
    if (jsonBytes({ ...this.visible(), ...assigned }) > VARIABLES_BYTES) {
      throw new StateFailure(
        ErrorName.dataLimit,
        `The variables of the execution are larger than ${VARIABLES_BYTES} bytes.`,
      );
    }
  }

  assign(assigned: JsonObject): void {
    for (const [name, value] of Object.entries(assigned)) if (value !== undefined) this.own.set(name, value);
  }
}
