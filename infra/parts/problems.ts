/** Settings of a configuration by the props that they are given with. */
const PROPS: readonly (readonly [RegExp, string])[] = [
  [/^tables\[0\]\.name\b/, 'viewName'],
  [/^tables\[0\]\.?/, ''],
  [/\battributes\[(\d+)\]\.name\b/, 'columns[$1].attribute'],
  [/\battributes\[(\d+)\]\.column\b/, 'columns[$1].name'],
  [/\battributes\b/, 'columns'],
  [/\bequals\b/, 'text'],
  [/^schedule\b/, 'startTime'],
  [/^incremental\.maxCatchUpDays\b/, 'incremental.maxCatchUp'],
  [/^flexibleWindowMinutes\b/, 'startWindow'],
  [/^retentionDays\b/, 'retention'],
  [/^resultRetentionDays\b/, 'resultRetention'],
  [/^deadlineHours\b/, 'deadline'],
  [/^poll\.firstSeconds\b/, 'polling.first'],
  [/^poll\.minSeconds\b/, 'polling.shortest'],
  [/^poll\.maxSeconds\b/, 'polling.longest'],
  [/^poll\.fixedSeconds\b/, 'polling.fixed'],
  [/^poll\b/, 'polling'],
];

/** A problem of a configuration, its path that of the construct's props: `tables[0].attributes[1].type` is `columns[1].type`. */
export function translateProblem(problem: string): string {
  const [path = '', ...rest] = problem.split(' = ');
  const prop = PROPS.reduce((text, [setting, name]) => text.replace(setting, name), path);
  return [prop, ...rest]
    .join(' = ')
    .replace('needs either "equals" or "prefix"', 'use EntityCondition.textIs or EntityCondition.beginsWith')
    .replace(/set (another )?"column"/, 'give $1name')
    .replace('has minSeconds above maxSeconds', 'has shortest (minSeconds) above longest (maxSeconds)');
}
