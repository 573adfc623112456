/** What begins something for Jinja, by which dbt reads texts and SQL. */
const OPENING = /\{[{%#]/g;

/** A text as dbt's Jinja gives it back. */
export function withoutJinja(text: string): string {
  return text.replaceAll(OPENING, (opening) => `{{ '${opening}' }}`);
}
