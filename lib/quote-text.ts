/** A text as a literal of TypeScript: in single quotes, or in double ones where it has a single one. */
export function quoteText(text: string): string {
  const json = JSON.stringify(text);
  return text.includes("'") ? json : `'${json.slice(1, -1).replaceAll('\\"', '"')}'`;
}
