import { varchar, VARCHAR, type Type } from '../types';
import type { Call } from './signature';

/** Trino's greatest length of a varchar, at which it ends computed ones. */
const LONGEST = 2_147_483_647;

/** The type of a result whose length Trino computes from those of the arguments; of one without a length, varchar. */
export const withLength =
  (lengthOf: (x: number, y: number, z: number) => number) =>
  (call: Call): Type => {
    const [x = 0, y = 0, z = 0] = call.given.map((v) => lengthOfText(v?.type));
    const length = Math.min(LONGEST, lengthOf(x, y, z));
    return length >= LONGEST ? VARCHAR : varchar(length);
  };

const lengthOfText = (type: Type | undefined): number =>
  type?.kind === 'varchar' || type?.kind === 'char' ? (type.length ?? LONGEST) : type?.kind === 'unknown' ? 0 : LONGEST;
