import { problemsOf, UnsupportedDefinition, type JsonObject } from '../../lib/asl';
import { machineOf, RESOURCE, runMachine, taskOf } from './run-machine';

const nameProblems = (definition: unknown): string[] =>
  problemsOf(definition).map(({ path, kind }) => `${kind} ${path}`);
const only = (state: JsonObject): string[] => nameProblems(machineOf({ only: state }));
const processor = { StartAt: 'in', States: { in: { Type: 'Succeed' } } };

describe('a definition', () => {
  it('is refused before anything runs, with every problem by path', async () => {
    const machine = machineOf({ call: taskOf({ Next: 'nowhere', Retries: [] }), island: { Type: 'Succeed' } });
    const refused = await runMachine(
      machine,
      {},
      {
        onEvent: () => {
          throw new Error('it ran');
        },
      },
    ).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(UnsupportedDefinition);
    expect((refused as UnsupportedDefinition).problems.map(({ path }) => path)).toEqual([
      '/States/call/Retries',
      '/States/call/Resource',
      '/States/call/Next',
      '/States/island',
    ]);
    expect(String(refused)).toContain(`/States/call/Resource: no adapter for ${RESOURCE} (unsupported)`);
  });

  it.each<[string, unknown, string[]]>([
    ['nothing', undefined, ['invalid /']],
    ['no states', { QueryLanguage: 'JSONata', StartAt: 'a', States: {} }, ['invalid /States']],
    [
      'no such start',
      machineOf({ a: { Type: 'Succeed' } }, { StartAt: 'b' }),
      ['invalid /StartAt', 'invalid /States/a'],
    ],
    ['an unknown field', machineOf({ a: { Type: 'Succeed' } }, { Start: 1 }), ['invalid /Start']],
    [
      'a wrong time limit',
      machineOf({ a: { Type: 'Succeed' } }, { TimeoutSeconds: '60' }),
      ['invalid /TimeoutSeconds'],
    ],
    [
      'a JSONPath state in a JSONata machine',
      machineOf({ a: { Type: 'Pass', QueryLanguage: 'JSONPath', End: true } }),
      ['invalid /States/a/QueryLanguage'],
    ],
    [
      'a name twice',
      machineOf({ in: { Type: 'Map', ItemProcessor: processor, End: true } }),
      ['invalid /States/in/ItemProcessor/States/in'],
    ],
  ])('with %s is invalid', (_, definition, problems) => {
    expect(nameProblems(definition)).toEqual(problems);
  });

  it('without problems has none', () => {
    expect(nameProblems(machineOf({ a: { Type: 'Pass', Next: 'b' }, b: { Type: 'Succeed' } }))).toEqual([]);
  });
});

describe('a state', () => {
  it.each<[string, JsonObject, string[]]>([
    ['of an unknown type', { Type: 'Loop' }, ['invalid /States/only/Type']],
    ['that leads nowhere', { Type: 'Pass' }, ['invalid /States/only']],
    ['that ends and goes on', { Type: 'Pass', End: true, Next: 'only' }, ['invalid /States/only']],
    [
      'with a distributed Map',
      { Type: 'Map', ItemProcessor: { ...processor, ProcessorConfig: { Mode: 'DISTRIBUTED' } }, End: true },
      ['unsupported /States/only/ItemProcessor/ProcessorConfig/Mode'],
    ],
    [
      'with ItemReader',
      { Type: 'Map', ItemReader: {}, ItemProcessor: processor, End: true },
      ['unsupported /States/only/ItemReader'],
    ],
    [
      'with ResultWriter',
      { Type: 'Map', ResultWriter: {}, ItemProcessor: processor, End: true },
      ['unsupported /States/only/ResultWriter'],
    ],
    [
      'that is an activity',
      taskOf({ Resource: 'arn:aws:states:us-east-1:123456789012:activity:a' }),
      ['unsupported /States/only/Resource'],
    ],
    [
      'with a task token',
      taskOf({ Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken' }),
      ['unsupported /States/only/Resource'],
    ],
    [
      'with JSONPath fields',
      taskOf({ Parameters: {}, ResultPath: '$.a' }),
      ['invalid /States/only/Parameters', 'invalid /States/only/ResultPath'],
    ],
    [
      'with two waits',
      { Type: 'Wait', Seconds: 1, Timestamp: '2026-11-23T04:00:00Z', End: true },
      ['invalid /States/only'],
    ],
    ['with a fraction of a second', { Type: 'Wait', Seconds: 0.5, End: true }, ['invalid /States/only/Seconds']],
    ['with no branches', { Type: 'Parallel', Branches: [], End: true }, ['invalid /States/only/Branches']],
    [
      'with a wrong retrier',
      taskOf({ Retry: [{ ErrorEquals: [], MaxAttempts: -1, Interval: 1 }] }),
      [
        'invalid /States/only/Retry/0/Interval',
        'invalid /States/only/Retry/0/ErrorEquals',
        'invalid /States/only/Retry/0/MaxAttempts',
      ],
    ],
    [
      'with States.ALL before the last',
      taskOf({ Retry: [{ ErrorEquals: ['States.ALL'] }, { ErrorEquals: ['E'] }] }),
      ['invalid /States/only/Retry/0/ErrorEquals'],
    ],
    [
      'with a catcher that leads nowhere',
      taskOf({ Catch: [{ ErrorEquals: ['E'], Next: 'gone' }] }),
      ['invalid /States/only/Catch/0/Next'],
    ],
    [
      'with a condition that is text',
      { Type: 'Choice', Choices: [{ Condition: 'yes', Next: 'only' }] },
      ['invalid /States/only/Choices/0/Condition'],
    ],
    [
      'with a reserved variable',
      { Type: 'Pass', Assign: { states: 1 }, End: true },
      ['invalid /States/only/Assign/states'],
    ],
    [
      'with a name no variable has',
      { Type: 'Pass', Assign: { 'a-b': 1 }, End: true },
      ['invalid /States/only/Assign/a-b'],
    ],
  ])('%s is refused by name', (_, state, problems) => {
    expect(only(state)).toEqual(problems);
  });

  it('in a Map cannot assign a variable of the states around it', () => {
    const inner = { StartAt: 'in', States: { in: { Type: 'Pass', Assign: { n: 2 }, End: true } } };
    const machine = machineOf({
      a: { Type: 'Pass', Assign: { n: 1 }, Next: 'b' },
      b: { Type: 'Map', ItemProcessor: inner, End: true },
    });
    expect(nameProblems(machine)).toEqual(['invalid /States/b/ItemProcessor/States/in/Assign/n']);
  });
});

describe('an expression', () => {
  const output = (expression: string): string[] => only({ Type: 'Pass', Output: { x: expression }, End: true });

  it.each([
    '{% 1 + %}',
    '{% $eval("1") %}',
    '{% name %}',
    '{% $ %}',
    '{% $$.a %}',
    '{% $count(items) %}',
    '{% * %}',
    '{% {"a": b} %}',
    '{% open',
  ])('%s is refused', (expression) => {
    expect(output(expression)).toEqual(['invalid /States/only/Output/x']);
  });

  it.each([
    '{% $states.input.items[price > 3].name %}',
    '{% $map($states.input, function($v, $i) { $v.a & $i }) %}',
    '{% ($x := 1; $x + 1) %}',
    '{% $states.input.rows.{"k": name} %}',
    '{% $states.input.rows{name: $sum(price)} %}',
    '{% $states.input ~> |$|{"a": 1}| %}',
    '{% $states.input.rows^(>price)[0] %}',
    '{% $filter($states.input, function($x) { $x in ["a"] }) ~> $count() %}',
  ])('%s is fine', (expression) => {
    expect(output(expression)).toEqual([]);
  });
});

describe('JSONPath', () => {
  const path = (state: JsonObject): string[] => nameProblems({ StartAt: 'only', States: { only: state } });

  it('is understood as far as reference paths go', async () => {
    const machine = {
      StartAt: 'old',
      States: {
        old: {
          Type: 'Pass',
          Parameters: { 'n.$': '$.a[0]', 'who.$': '$$.Execution.Name' },
          ResultPath: '$.deep.er',
          Assign: { 'm.$': '$.n' },
          Next: 'new',
        },
        new: { Type: 'Pass', QueryLanguage: 'JSONata', Output: ['{% $states.input %}', '{% $m %}'], Next: 'last' },
        last: { Type: 'Pass', OutputPath: '$[0].deep', End: true },
      },
    };
    const result = await runMachine(machine, { a: [7] });
    expect(result.output).toEqual({ er: { n: 7, who: 'night' } });
  });

  it('that leads nowhere is a States.Runtime', async () => {
    const machine = { StartAt: 'old', States: { old: { Type: 'Pass', Parameters: { 'n.$': '$.b' }, End: true } } };
    expect(await runMachine(machine, { a: 1 })).toMatchObject({
      error: 'States.Runtime',
      cause:
        "An error occurred while executing the state 'old' (entered at the event id #2). The JSONPath '$.b' specified for the field 'n.$' could not be found in the input '{\"a\":1}'",
    });
  });

  it.each<[JsonObject, string[]]>([
    [
      { Type: 'Choice', Choices: [{ Variable: '$.a', IsPresent: true, Next: 'only' }] },
      ['unsupported /States/only/Type'],
    ],
    [{ Type: 'Wait', SecondsPath: '$.a', End: true }, ['unsupported /States/only/SecondsPath', 'invalid /States/only']],
    [{ Type: 'Pass', Parameters: { 'a.$': 'States.UUID()' }, End: true }, ['unsupported /States/only/Parameters/a.$']],
    [{ Type: 'Pass', InputPath: '$.a[*]', End: true }, ['unsupported /States/only/InputPath']],
  ])('beyond that is refused: %j', (state, problems) => {
    expect(path(state)).toEqual(problems);
  });
});
