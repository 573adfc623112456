import { formatText } from '../format';
import * as texts from '../texts';
import { decodePart, uriParameter, uriParts } from '../urls';
import { define, defineTotal, strings, type RuntimeFunction } from './define';

/** Functions of texts. */
export const TEXTS: readonly RuntimeFunction[] = [
  defineTotal('t_upper', strings(1), 'VARCHAR', texts.upper),
  defineTotal('t_lower', strings(1), 'VARCHAR', texts.lower),
  defineTotal('t_reverse', strings(1), 'VARCHAR', texts.reverse),
  defineTotal('t_replace', strings(3), 'VARCHAR', texts.replace),
  defineTotal('t_translate', strings(3), 'VARCHAR', texts.translate),
  define('t_pad', ['VARCHAR', 'BIGINT', 'VARCHAR', 'BOOLEAN'], 'VARCHAR', texts.padText),
  define('t_chr', ['BIGINT'], 'VARCHAR', texts.chr),
  define('t_codepoint', strings(1), 'INTEGER', texts.codepoint),
  define('t_split_limit', ['VARCHAR', 'VARCHAR', 'BIGINT'], 'VARCHAR', (x: string, d: string, n: bigint) =>
    JSON.stringify(texts.splitLimit(x, d, n)),
  ),
  define('t_split_to_map', strings(3), 'VARCHAR', (x: string, e: string, k: string) =>
    JSON.stringify(texts.splitToMap(x, e, k)),
  ),
  define('t_place', ['VARCHAR', 'VARCHAR', 'BIGINT'], 'BIGINT', texts.place),
  defineTotal('t_levenshtein', strings(2), 'BIGINT', texts.levenshtein),
  define('t_hamming', strings(2), 'BIGINT', texts.hamming),
  define('t_normalize', strings(2), 'VARCHAR', (x: string, form: string) => x.normalize(form)),
  defineTotal('t_url_encode', strings(1), 'VARCHAR', texts.urlEncode),
  define('t_url_decode', strings(1), 'VARCHAR', texts.urlDecode),
  defineTotal(
    't_url_part',
    strings(2),
    'VARCHAR',
    (x: string, part: 'scheme' | 'host' | 'path' | 'query' | 'fragment') => {
      const parts = uriParts(x);
      if (parts === undefined) return undefined;
      return ['path', 'query', 'fragment'].includes(part) ? decodePart(parts[part]) : (parts[part] ?? '');
    },
  ),
  defineTotal('t_url_port', strings(1), 'BIGINT', (x: string) => uriParts(x)?.port),
  defineTotal('t_url_parameter', strings(2), 'VARCHAR', uriParameter),
  define('t_format', strings(2), 'VARCHAR', (pattern: string, args: string) =>
    formatText(pattern, JSON.parse(args) as (string | null)[]),
  ),
];
