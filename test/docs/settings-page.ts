import * as z from 'zod';
import { UNKNOWN_ACCOUNT } from '../../lib/config';
import { configSchema } from '../../lib/config/schema';

/** What a JSON schema says of a setting, as far as the page shows it. */
interface Setting {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  /** What a text must be like. */
  readonly form?: string;
  readonly properties?: Readonly<Record<string, Setting>>;
  readonly required?: readonly string[];
  readonly items?: Setting;
}

const HEAD = `# Settings

All settings of \`context\` in \`cdk.json\`; \`-c name=value\` on a command line overrides it. An unknown setting is
refused, and so is an invalid value. Generated from \`lib/config/schema.ts\` by \`npm run docs:settings\`.
`;

/** docs/settings.md: every setting of the schema with its default, what it can be and what it means. */
export function settingsPage(): string {
  const schema = z.toJSONSchema(configSchema, { io: 'input', unrepresentable: 'any' }) as Setting;
  return [HEAD, ...sections('The system', schema, '')].join('\n');
}

/** Objects that have the settings of one before them: a key those of a key, an entity's attributes those of a table's. */
function isShownBefore(path: string): boolean {
  return path.endsWith('.sortKey') || path.endsWith('entities[].attributes[]');
}

/** A table of an object's settings, then one for each object in it. */
function sections(title: string, { properties = {}, required = [] }: Setting, path: string): string[] {
  const entries = Object.entries(properties);
  const rows = entries.map(([name, setting]) =>
    [
      `\`${name}\``,
      required.includes(name) ? '**required**' : showDefault(setting),
      values(setting),
      setting.description ?? '',
    ]
      .map((text) => text.replaceAll('|', '\\|'))
      .join(' | '),
  );
  const table = [
    '| Setting | Default | Values | What it is |',
    '| --- | --- | --- | --- |',
    ...rows.map((row) => `| ${row} |`),
  ];
  const inner = entries.flatMap(([name, setting]) => {
    const [object, at] = setting.items ? [setting.items, `${path}${name}[]`] : [setting, `${path}${name}`];
    return object.properties && !isShownBefore(at) ? sections(`\`${at}\``, object, `${at}.`) : [];
  });
  return [`## ${title}\n`, ...table, '', ...inner];
}

function showDefault({ default: value }: Setting): string {
  if (value === undefined || value === UNKNOWN_ACCOUNT) return '';
  const text = JSON.stringify(value);
  return text.length > 40 ? 'the sample table' : `\`${text}\``;
}

function values({ type, enum: choices, minimum, maximum, form, items, properties }: Setting): string {
  if (choices) return choices.map((choice) => `\`"${choice}"\``).join(', ');
  if (form !== undefined) return form.replace(/^(?:is no \w+; )?use /, '');
  if (items) return items.properties ? 'a list, see below' : `a list; ${values(items)}`;
  if (properties) return 'see below';
  if (type === 'integer') return `${String(minimum)} to ${String(maximum)}`;
  return type === 'boolean' ? '`true`, `false`' : (type ?? '');
}
