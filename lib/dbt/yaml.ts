/** What a document of YAML is made of here. */
export type Yaml = string | number | boolean | readonly Yaml[] | { readonly [key: string]: Yaml };

/**
 * Writes a value as YAML that versions 1.1 and 1.2 read alike: a text is plain where it can be nothing else, otherwise in
 * double quotes, as JSON has it.
 */
export function writeYaml(value: Yaml): string {
  return `${lines(value).join('\n')}\n`;
}

function lines(value: Yaml): string[] {
  if (typeof value !== 'object') return [scalar(value)];
  if (isList(value))
    return value.flatMap((item) => lines(item).map((line, index) => `${index === 0 ? '- ' : '  '}${line}`));
  return Object.entries(value).flatMap(([key, inner]) => {
    if (typeof inner !== 'object') return [`${scalar(key)}: ${scalar(inner)}`];
    if (Object.keys(inner).length === 0) return [`${scalar(key)}: ${isList(inner) ? '[]' : '{}'}`];
    return [`${scalar(key)}:`, ...lines(inner).map((line) => `  ${line}`)];
  });
}

function isList(value: Yaml): value is readonly Yaml[] {
  return Array.isArray(value);
}

/** Words that YAML 1.1 reads as something else than a text. */
const NOT_A_TEXT = /^(y|yes|n|no|true|false|on|off|null)$/i;

function scalar(value: string | number | boolean): string {
  if (typeof value !== 'string') return String(value);
  if (/^[A-Za-z_][\w-]*$/.test(value) && !NOT_A_TEXT.test(value)) return value;
  return JSON.stringify(Buffer.from(value).toString()).replaceAll(UNPRINTABLE, escape);
}

/** What JSON may have as it is, and YAML must not (YAML 1.2, "Character Set"), or takes for the end of a line. */
const UNPRINTABLE = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

function escape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
