import { percentText, type TableProposal } from './proposal';

/** The table as JSON, to be put under `context`, `tables` in cdk.json. */
export function proposalJson({ table }: TableProposal): string {
  const { attributes, ...rest } = table;
  const lines = attributes.map((attribute) => `    ${JSON.stringify(attribute)}`).join(',\n');
  const head = JSON.stringify(rest, undefined, 2).slice(0, -2);
  return `${head},\n  "attributes": [${lines === '' ? '' : `\n${lines}\n  `}]\n}`;
}

/** The key, and for every attribute its type and why, a line each, for a person. */
export function proposalReasons({ table, items, keyReason, reasons }: TableProposal): string {
  const key = [table.partitionKey, table.sortKey].filter((one) => one !== undefined);
  const names = key.map(({ name, type }) => `${name} (${type})`).join(' and ');
  const cells = reasons.map(({ attribute, type, percent, because }) => [
    attribute,
    type ?? '-',
    percentText(percent),
    because,
  ]);
  const widths = [0, 1, 2].map((at) => Math.max(0, ...cells.map((row) => row[at]?.length ?? 0)));
  const lines = cells.map((row) => `  ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ')}`.trimEnd());
  return `${items} items\nKey: ${names}: ${keyReason}. An export does not name its key; correct it with --key and --sort-key.\n${lines.join('\n')}`;
}
