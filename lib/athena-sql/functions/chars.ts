import { all, one } from './emit';
import { overload, type Overload } from './signature';
import { trimText } from './text';

const withoutLastSpaces = (x: string): string => `rtrim(${x}, ' ')`;

/** A char trimmed: neither the spaces that fill it count nor those that are its last then. */
export const trimChar = (side: Parameters<typeof trimText>[0], x: string, characters?: string): string =>
  withoutLastSpaces(trimText(side, withoutLastSpaces(x), characters));

/** By the characters of a text, or of a char with its spaces. */
const trim = (side: 'LEADING' | 'TRAILING'): Overload[] => [
  overload('char -> varchar(x)', ([x = '']) => trimChar(side, x)),
  ...['varchar', 'char'].map((characters) =>
    overload(`char, ${characters} -> varchar(x)`, ([x = '', set]) => trimChar(side, x, set)),
  ),
  overload('varchar, char -> varchar(x)', ([x = '', set]) => trimText(side, x, set)),
];

/** The functions that take a char, which for all others is no text. */
export const CHARS: Readonly<Record<string, readonly Overload[]>> = {
  length: [overload('char -> bigint', one('length'))],
  upper: [overload('char -> arg1', one('t_upper'))],
  lower: [overload('char -> arg1', one('t_lower'))],
  reverse: [overload('char -> arg1', one('t_reverse'))],
  ltrim: trim('LEADING'),
  rtrim: trim('TRAILING'),
  substr: [
    overload('char, bigint -> varchar(x)', all('t_substr')),
    overload('char, bigint, bigint -> varchar(x)', all('t_substr_length')),
  ],
  lpad: [
    overload('char, bigint, varchar -> varchar', ([x = '', n = '', p = '']) => `t_pad(${x}, ${n}, ${p}, TRUE)`, {
      throws: true,
    }),
  ],
  to_utf8: [overload('char -> varbinary', one('encode'))],
};
