import stringWidth from 'string-width';
import { amount } from '../amount';
import { pathText } from '../path-text';
import type { Condition } from './discriminator';
import { MAX_INVENTORY_ROWS } from './inventory-query';
import { GIVEN } from './keys';
import type { ProposedAttribute, TableProposal } from './proposal';
import { percentText, type Reason } from './reason';

/** The table as JSON, to be put under `context`, `tables` in cdk.json. */
export function proposalJson({ table }: TableProposal): string {
  const { attributes, entities, ...rest } = table;
  const fields = [
    ...Object.entries(rest).map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`),
    `"attributes": ${attributesJson(attributes, '  ')}`,
  ];
  if (entities) {
    const blocks = entities.map(
      ({ name, where, attributes: own }) =>
        `    {\n      "name": ${JSON.stringify(name)},\n      "where": ${JSON.stringify(where)},\n` +
        `      "attributes": ${attributesJson(own, '      ')}\n    }`,
    );
    fields.push(`"entities": [\n${blocks.join(',\n')}\n  ]`);
  }
  return `{\n${fields.map((field) => `  ${field}`).join(',\n')}\n}`;
}

function attributesJson(attributes: readonly ProposedAttribute[], indent: string): string {
  const lines = attributes.map((attribute) => `${indent}  ${JSON.stringify(attribute)}`);
  return lines.length === 0 ? '[]' : `[\n${lines.join(',\n')}\n${indent}]`;
}

/** Lines of reasons that a person is shown, of all sections together. */
const MOST_LINES = 30;
/** ... and of the table, where there are so many entities that theirs are left out. */
const FEWEST_LINES = 3;
/** Entities of which each has lines of its own. */
const MOST_ENTITIES = 12;
/** Columns that a summary names. */
const MOST_COLUMNS = 30;
/** Characters of a name that a person is shown. */
const MOST_CHARACTERS = 60;

/** The key, the columns and the entities, and the attributes that no column reads whole: a few lines, for a person. */
export function proposalSummary(proposal: TableProposal): string {
  const { table, entities, entityReason } = proposal;
  const odd = [{ name: '', reasons: proposal.reasons }, ...entities].flatMap(({ name, reasons }) =>
    reasons
      .filter(({ type, misfits }) => type === undefined || misfits > 0)
      .map((one) => ({ ...one, attribute: name === '' ? one.attribute : `${name}.${one.attribute}` })),
  );
  return [
    ...keyLines(proposal),
    `Columns: ${columnsText(table.attributes)}.`,
    ...(entityReason === undefined ? [] : [`${amount(entities.length, 'entity', 'entities')}, ${entityReason}:`]),
    ...(table.entities ?? []).map(({ name, attributes }) => `  ${name}: ${columnsText(attributes)}.`),
    ...firstLines(
      odd.map(({ attribute, type, because }) => `  ${short(attribute)} ${type ?? '-'}: ${because}`),
      MOST_LINES,
      '  ',
    ),
  ].join('\n');
}

function columnsText(attributes: readonly ProposedAttribute[]): string {
  const named = attributes.slice(0, MOST_COLUMNS).map(({ name, type }) => `${short(name)} ${type}`);
  const more = attributes.length - named.length;
  return [...named, ...(more > 0 ? [`and ${more} more`] : [])].join(', ') || 'only those of the key';
}

/**
 * The key, and for every attribute its type and why, a line each, for a person; the entities with theirs.
 *
 * @param all whether every attribute has its line; else some of each section have, and it is told how many have none
 */
export function proposalReasons(proposal: TableProposal, all = false): string {
  const { entities, entityReason } = proposal;
  const isShort = !all && entities.length > MOST_ENTITIES;
  const most = all ? Infinity : isShort ? FEWEST_LINES : Math.floor(MOST_LINES / (1 + entities.length));
  const lines = (reasons: readonly Reason[], indent: string) =>
    firstLines(reasonLines(all ? reasons : reasons.slice(0, most), indent, all), most, indent, reasons.length);
  return [
    ...keyLines(proposal),
    ...lines(proposal.reasons, '  '),
    ...(entityReason === undefined ? [] : [`${amount(entities.length, 'entity', 'entities')}, ${entityReason}:`]),
    ...entities.flatMap(({ name, where, items, reasons }) => [
      `  ${name}: ${amount(items, 'item')} with ${where.map(conditionText).join(' and ')}`,
      ...(isShort ? [] : lines(reasons, '    ')),
    ]),
    ...(isShort ? ['  What each has: infer --all shows it'] : []),
  ].join('\n');
}

function conditionText({ attribute, equals, prefix = '' }: Condition): string {
  const [name, text] = [attribute, equals ?? prefix].map(pathText);
  return equals === undefined ? `${name} beginning with ${text}` : `${name} ${text}`;
}

function firstLines(lines: readonly string[], most: number, indent: string, of = lines.length): string[] {
  const more = of - Math.min(most, of);
  return more === 0 ? [...lines] : [...lines.slice(0, most), `${indent}... and ${more} more: infer --all shows them`];
}

function reasonLines(reasons: readonly Reason[], indent: string, all: boolean): string[] {
  const cells = reasons.map(({ attribute, type, percent, because }) => [
    all ? pathText(attribute) : short(attribute),
    type ?? '-',
    percentText(percent),
    because,
  ]);
  const widths = [0, 1, 2].map((at) => cells.reduce((widest, row) => Math.max(widest, stringWidth(row[at] ?? '')), 0));
  const pad = (cell: string, at: number) => cell + ' '.repeat(Math.max(0, (widths[at] ?? 0) - stringWidth(cell)));
  return cells.map((row) => `${indent}${row.map(pad).join('  ')}`.trimEnd());
}

/** A name as it is shown, on one line: control characters take as much place as their escapes do. */
function short(name: string): string {
  const characters = Array.from(name);
  return pathText(
    characters.length <= MOST_CHARACTERS ? name : `${characters.slice(0, MOST_CHARACTERS - 1).join('')}…`,
  );
}

function keyLines({ table, items, keyReason, isPartial }: TableProposal): string[] {
  const key = [table.partitionKey, table.sortKey].filter((one) => one !== undefined);
  const names = key.map(({ name, type }) => `${pathText(name)} (${type})`).join(' and ');
  const hint = keyReason === GIVEN ? '' : ' An export does not name its key; correct it with --key and --sort-key.';
  return [amount(items, 'item'), `Key: ${names}: ${keyReason}.${hint}`, ...(isPartial ? [PARTIAL] : [])];
}

const PARTIAL =
  `There are more than ${amount(MAX_INVENTORY_ROWS, 'attribute')} and types of values: the rarest are not looked at. ` +
  'Once a night is published, "query attribute_inventory" has all of them.';
