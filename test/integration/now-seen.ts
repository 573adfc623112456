/**
 * What a run in an account has shown, to be pasted into docs/assumptions.md: each belief that the page leaves to `test:aws`.
 *
 * @param page the text of docs/assumptions.md
 * @param where the run, such as `ap-northeast-1, 2026-11-29`
 */
export function nowSeen(page: string, where: string): string {
  const beliefs = page.split('\n').flatMap((line) => {
    const cells = line.split(/(?<!\\)\|/).map((cell) => cell.trim());
    const [, belief = '', , check = ''] = cells;
    return check.startsWith('**test:aws**') ? [belief] : [];
  });
  return [`Believed, now seen (${where}):`, '', ...beliefs.map((belief) => `- ${belief}`)].join('\n');
}
