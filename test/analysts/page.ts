import { blocksOf, type Block } from '../docs/pages';

export const PAGE = 'docs/analysts.md';

/** The blocks of Python by their first line, without its #, in their order. */
export function pythonRecipes(): ReadonlyMap<string, string> {
  return new Map(
    blocksOf(PAGE)
      .filter(isOf('python'))
      .map(({ text }) => [/^# (.+)\n/.exec(text)?.[1] ?? '', text]),
  );
}

/** What is asked in an account: the lab runs these, and the others run on a night of this machine. */
export const IN_AN_ACCOUNT: readonly string[] = ['PyAthena', 'awswrangler', 'awswrangler, a columnar night'];

/** dbt's profiles.yml, and the model. */
export function dbtFiles(): Readonly<Record<'profiles' | 'model', string>> {
  const only = (language: string) => blocksOf(PAGE).find(isOf(language))?.text ?? '';
  return { profiles: only('yaml'), model: only('jinja') };
}

function isOf(language: string) {
  return (block: Block): boolean => block.language === language;
}
