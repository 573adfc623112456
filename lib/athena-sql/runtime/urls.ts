/** The parts of a URI as java.net.URI takes it apart (RFC 2396, and characters beyond ASCII). */
export interface UriParts {
  readonly scheme: string | undefined;
  readonly host: string | undefined;
  readonly port: bigint | undefined;
  readonly path: string | undefined;
  readonly query: string | undefined;
  readonly fragment: string | undefined;
}

const URI = /^(?:([^:/?#]*):)?(?:(\/\/)([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s;
const SCHEME = /^[A-Za-z][A-Za-z0-9+.-]*$/;
/** What may stand in a part beside a percent sign with two digits; brackets not in a path. */
const CHARACTER = String.raw`(?:[A-Za-z0-9\-_.!~*'();/?:@&=+$,\u00a1-\uffff]|%[0-9A-Fa-f]{2})`;
const PATH = new RegExp(`^${CHARACTER}*$`);
const QUERY = new RegExp(String.raw`^(?:${CHARACTER}|[[\]])*$`);
const LABEL = '[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?';
const NAME = new RegExp(String.raw`^(?:${LABEL}\.)*[A-Za-z](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.?$`);
const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)$/;
const IPV6 = /^\[[0-9A-Fa-f:.]+\]$/;

/** Takes a URI apart; undefined of what is none. */
export function uriParts(text: string): UriParts | undefined {
  const [, scheme, slashes, authority = '', path = '', query, fragment] = URI.exec(text) ?? [];
  if (scheme !== undefined && !SCHEME.test(scheme)) return undefined;
  if (!PATH.test(path) || !QUERY.test(query ?? '') || !QUERY.test(fragment ?? '')) return undefined;
  // a space of any script is none of the characters beyond ASCII
  if (/\s/u.test(text) || (!QUERY.test(authority) && authority !== '')) return undefined;
  if (slashes !== undefined && authority === '' && path === '') return undefined;
  if (scheme !== undefined && slashes === undefined && path + (query ?? '') === '') return undefined;
  const isOpaque = scheme !== undefined && slashes === undefined && !path.startsWith('/');
  if (isOpaque) return { ...NOTHING, scheme, fragment };
  return { scheme, ...serverOf(authority), path, query, fragment };
}

const NOTHING = { host: undefined, port: undefined, path: undefined, query: undefined };

/** Host and port; neither of an authority that Java takes for the name of a registry. */
function serverOf(authority: string): Pick<UriParts, 'host' | 'port'> {
  const [, host = '', port = ''] = /^(?:[^@]*@)?(\[[^\]]*\]|[^:[\]@]*)(?::(\d*))?$/.exec(authority) ?? [];
  if (!NAME.test(host) && !IPV4.test(host) && !IPV6.test(host)) return { host: undefined, port: undefined };
  return { host, port: port === '' ? undefined : BigInt(port) };
}

/** A part with what is written with percent signs as the characters that it stands for. */
export const decodePart = (part: string | undefined): string =>
  (part ?? '').replace(/(?:%[0-9A-Fa-f]{2})+/g, (bytes) =>
    Buffer.from(bytes.replaceAll('%', ''), 'hex').toString('utf8'),
  );

/** The first value of a parameter in a query; empty where it has none, undefined where it is not there. */
export function uriParameter(text: string, name: string): string | undefined {
  const query = uriParts(text)?.query;
  for (const pair of query === undefined ? [] : query.split('&')) {
    const at = pair.indexOf('=');
    if ((at < 0 ? pair : pair.slice(0, at)) === name)
      return at < 0 ? '' : decodePart(pair.slice(at + 1).replaceAll('+', ' '));
  }
  return undefined;
}
