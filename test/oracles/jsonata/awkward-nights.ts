import { TaskFailure, type TaskAdapters } from '../../../lib/asl';
import { ColumnarServices } from '../../workflow/columnar-services';
import type { Script } from '../../workflow/scripted-export';
import { Services } from '../../workflow/services';

/** Texts that languages count, cut and match differently. */
const AWKWARD_TEXTS: readonly string[] = [
  '🍣',
  'いか🍣'.repeat(20),
  '🍣'.repeat(399),
  '🍣'.repeat(401),
  'x'.repeat(10_000),
  '🍣'.repeat(10_000),
  '\u0000\u0007\u001b[31m\u007f',
  `"StateChangeReason": "a \\"quoted\\" 🍣 reason ${'.'.repeat(4_000)}"`,
  `{"QueryExecution":{"Status":{"StateChangeReason":"${'\\"'.repeat(4_000)}","State":"FAILED"}}}`,
];

/** Texts that end in what some take for the end of a line; a pattern's `$` must not match before it. */
const LINE_ENDS: readonly string[] = ['2026-01-31\n', '2026-01-31\r\n', '2026-01-31\u0085', '2026-01-31\u2028'];

const MANY_ROWS = 60;

/** Runs nights whose data, answers and errors hold each of the texts, in every place where the workflow meets foreign text. */
export async function runAwkwardNights(): Promise<void> {
  for (const text of [...AWKWARD_TEXTS, ...LINE_ENDS]) await startWith(text);
  for (const text of AWKWARD_TEXTS) {
    for (const script of scriptsWith(text)) {
      for (const services of [new Services({}, { checks: [CHECK] }), new ColumnarServices()]) {
        services.script = script;
        await services.night();
      }
    }
    await failEverywhere(text);
  }
}

async function startWith(text: string): Promise<void> {
  const services = new Services();
  for (const input of [{ exportDate: text }, { scheduledTime: text }, { exportArn: text }, { [text]: text }])
    await services.night(input);
}

const CHECK = {
  ...{ name: 'no_end', title: 'No end', description: 'd', table: undefined, severity: 'warn' as const },
  sql: 'SELECT item FROM sushiorderdata',
};

function scriptsWith(text: string): readonly Script[] {
  const problem = { check: text, severity: 'warn', file: text, expected: text, found: text, example: text };
  return [
    { problems: [problem] },
    { problems: [{ ...problem, severity: 'error' }] },
    { problems: Array.from({ length: MANY_ROWS }, (_, index) => ({ ...problem, check: String(index) })) },
    { queryFails: text },
    { failureCode: text },
    { summary: () => text },
    { summary: (summary) => summary.replace('DYNAMODB_JSON', () => JSON.stringify(text).slice(1, -1)) },
    { summary: (summary) => summary.replaceAll('"id"', () => JSON.stringify(text)) },
  ];
}

/** Lets each state that catches errors meet each of them, with the text as its cause. */
async function failEverywhere(text: string): Promise<void> {
  const { definition } = new ColumnarServices({ retentionDays: 90 });
  for (const [name, state] of Object.entries(definition.States)) {
    const rules = (state.Catch ?? []) as readonly { readonly ErrorEquals: readonly string[] }[];
    for (const error of rules.flatMap(({ ErrorEquals }) => ErrorEquals)) {
      const services = new ColumnarServices({ retentionDays: 90 });
      await services.night();
      await services.clock.sleep(86_400_000);
      await services.night({}, failing(services.adapters(), name, new TaskFailure(error, text)));
    }
  }
}

/** The adapters, but a state's first call fails. */
function failing(adapters: TaskAdapters, state: string, failure: TaskFailure): TaskAdapters {
  let failed = false;
  return Object.fromEntries(
    Object.entries(adapters).map(([resource, adapter]) => [
      resource,
      async (args, context) => {
        if (context.state !== state || failed) return adapter(args, context);
        failed = true;
        throw failure;
      },
    ]),
  );
}
