import { machineOf, runMachine, typesOf } from './run-machine';

describe('Pass', () => {
  it('gives its input on when it has no Output', async () => {
    const result = await runMachine(machineOf({ only: { Type: 'Pass', End: true } }), { quantity: 3 });
    expect(result).toMatchObject({ status: 'SUCCEEDED', output: { quantity: 3 }, transitions: 1 });
    expect(typesOf(result)).toEqual(['ExecutionStarted', 'PassStateEntered', 'PassStateExited', 'ExecutionSucceeded']);
  });

  it('evaluates expressions anywhere in Output and leaves other text alone', async () => {
    const Output = {
      sum: '{% $sum($states.input.n) %}',
      text: ' {% not an expression %} ',
      list: ['{% 1 + 1 %}', '$states.input'],
    };
    const result = await runMachine(machineOf({ only: { Type: 'Pass', Output, End: true } }), { n: [1, 2, 3] });
    expect(result.output).toEqual({ sum: 6, text: ' {% not an expression %} ', list: [2, '$states.input'] });
  });

  it('keeps null as an output of its own', async () => {
    expect((await runMachine(machineOf({ only: { Type: 'Pass', Output: null, End: true } }))).output).toBeNull();
  });

  it('gives plain JSON arrays, without the flags of JSONata', async () => {
    const result = await runMachine(machineOf({ only: { Type: 'Pass', Output: '{% [1..3].($*2) %}', End: true } }));
    expect(result.output).toStrictEqual([2, 4, 6]);
    expect(Object.getOwnPropertyNames(result.output)).toEqual(['0', '1', '2', 'length']);
  });

  it('drops a key that is undefined inside an expression', async () => {
    const result = await runMachine(
      machineOf({ only: { Type: 'Pass', Output: "{% {'a': $missing, 'b': 1} %}", End: true } }),
    );
    expect(result.output).toEqual({ b: 1 });
  });
});

describe('an expression that fails', () => {
  const failureOf = async (Output: string) =>
    runMachine(
      machineOf({
        first: { Type: 'Pass', Next: 'second' },
        second: { Type: 'Pass', Output: { x: Output }, End: true },
      }),
    );
  const named = "An error occurred while executing the state 'second' (entered at the event id #4).";

  it.each([
    [
      'nothing',
      '{% $missing %}',
      "The JSONata expression '$missing' specified for the field 'Output/x' returned nothing (undefined).",
    ],
    [
      'an error',
      '{% $nothing() %}',
      "The JSONata expression '$nothing()' specified for the field 'Output/x' threw an error during evaluation. T1006: Attempted to invoke a non-function",
    ],
    [
      'a function',
      '{% $sum %}',
      "The JSONata expression '$sum' specified for the field 'Output/x' returned an unsupported result type.",
    ],
    [
      'a lambda',
      '{% function($x){$x} %}',
      "The JSONata expression 'function($x){$x}' specified for the field 'Output/x' returned an unsupported result type.",
    ],
  ])('that gives %s ends in States.QueryEvaluationError with AWS’s words', async (_, expression, text) => {
    const result = await failureOf(expression);
    expect(result).toMatchObject({ status: 'FAILED', error: 'States.QueryEvaluationError', cause: `${named} ${text}` });
    expect(typesOf(result).slice(-2)).toEqual(['EvaluationFailed', 'ExecutionFailed']);
  });
});

describe('variables', () => {
  it('are seen by the next state, while Assign and Output of the same state see the old values', async () => {
    const machine = machineOf({
      first: { Type: 'Pass', Assign: { n: 1 }, Next: 'second' },
      second: { Type: 'Pass', Assign: { n: '{% $n + 1 %}', before: '{% $n %}' }, Output: '{% $n %}', Next: 'third' },
      third: {
        Type: 'Pass',
        Output: { n: '{% $n %}', before: '{% $before %}', input: '{% $states.input %}' },
        End: true,
      },
    });
    expect((await runMachine(machine)).output).toEqual({ n: 2, before: 1, input: 1 });
  });

  it('of a machine can be read in a Map, and those of an iteration are gone after it', async () => {
    const machine = machineOf({
      first: { Type: 'Pass', Assign: { factor: 10 }, Next: 'each' },
      each: {
        Type: 'Map',
        Items: [1, 2],
        ItemProcessor: {
          StartAt: 'times',
          States: {
            times: { Type: 'Pass', Assign: { product: '{% $states.input * $factor %}' }, Next: 'give' },
            give: { Type: 'Pass', Output: '{% $product %}', End: true },
          },
        },
        Output: { products: '{% $states.result %}', gone: '{% $exists($product) %}' },
        End: true,
      },
    });
    expect((await runMachine(machine)).output).toEqual({ products: [10, 20], gone: false });
  });
});

describe('the context object', () => {
  it('tells the execution, the machine and the state', async () => {
    const result = await runMachine(machineOf({ only: { Type: 'Pass', Output: '{% $states.context %}', End: true } }), {
      a: 1,
    });
    expect(result.output).toEqual({
      Execution: {
        Id: 'arn:aws:states:us-east-1:123456789012:execution:local:night',
        Input: { a: 1 },
        Name: 'night',
        RoleArn: 'arn:aws:iam::123456789012:role/local',
        StartTime: '2026-11-23T04:00:00.000Z',
        RedriveCount: 0,
      },
      StateMachine: { Id: 'arn:aws:states:us-east-1:123456789012:stateMachine:local', Name: 'local' },
      State: { Name: 'only', EnteredTime: '2026-11-23T04:00:00.000Z' },
    });
  });
});
