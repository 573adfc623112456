import { problemsOf } from '../../lib/asl';
import { parseConfig } from '../../lib/config';
import { CHANGES_ERRORS, definition, ERRORS } from '../../lib/workflow';
import { CONFIGURATIONS } from '../infra/configurations';
import { listVerdicts } from './list-verdicts';
import { PRICE_CHECK } from './price-check';
import { Services } from './services';
import { validateMachine } from './validate-machine';

const configurations = {
  'the default configuration': {},
  'retention, fixed polling and strict types': {
    retentionDays: 90,
    poll: { fixedSeconds: 600 },
    timeZone: 'Europe/Berlin',
    tables: [
      { name: 'Orders', partitionKey: { name: 'id', type: 'N' }, typeConformance: 'error', checkDuplicateKeys: true },
    ],
  },
  'nights that are made of changes': {
    retentionDays: 90,
    tables: [
      {
        name: 'Orders',
        partitionKey: { name: 'id', type: 'B' },
        sortKey: { name: 'line', type: 'N' },
        attributes: [{ name: 'price', type: 'decimal(12,2)' }],
        incremental: {},
      },
    ],
  },
};

describe.each(Object.entries(configurations))('definition() for %s', (_, context) => {
  const config = parseConfig(context);
  const [table] = config.tables;
  if (!table) throw new Error('no table');
  const machine = definition(config, table, 'arn:aws:dynamodb:eu-central-1:123456789012:table/Orders', [PRICE_CHECK]);
  const text = JSON.stringify(machine);

  it('is valid Amazon States Language', () => {
    expect(validateMachine(machine)).toEqual([]);
  });

  it('can be run by the interpreter', () => {
    expect(problemsOf(machine)).toEqual([]);
  });

  it('fits the limit of 1 MB with room to spare', () => {
    expect(Buffer.byteLength(text)).toBeLessThan(256 * 1024);
  });

  it('never compares with !=, which is false where a side is undefined, unless the side is known to be there', () => {
    // the expression, or the part of it within braces, up to there
    const sides = text.split('!=').slice(0, -1);
    const guarded = sides.map((side) => side.split(/[{}]|(?<!\\)"/).at(-1));
    expect(guarded.filter((side) => !/\$exists\(|\$nextToken/.test(side ?? ''))).toEqual([]);
    expect(guarded.length).toBeGreaterThan(0);
  });

  it('ends in ExportFailed under the names of every night, and those of nights of changes where it has such', () => {
    const verdicts = listVerdicts(machine);
    expect(verdicts).toEqual(
      expect.arrayContaining(listVerdicts(new Services({}, { checks: [PRICE_CHECK] }).definition)),
    );
    const ofChanges = Object.keys(CHANGES_ERRORS).sort();
    expect(verdicts.filter((name) => name in CHANGES_ERRORS)).toEqual(table.incremental ? ofChanges : []);
  });

  it('retries every call, and never catches what it cannot name', () => {
    for (const state of tasks(machine.States)) {
      expect(state).toHaveProperty('Retry');
      expect(JSON.stringify(state.Catch ?? [])).not.toContain('States.ALL');
    }
  });
});

it('every listed verdict can be reached, and no other, in these configurations and those of test/infra', () => {
  const verdicts = Object.values({ ...configurations, ...CONFIGURATIONS })
    .map((context) => parseConfig(context))
    .flatMap((config) => config.tables.map((table) => definition(config, table, 'arn', [PRICE_CHECK])))
    .flatMap(listVerdicts);
  expect(new Set(verdicts)).toEqual(new Set(Object.keys(ERRORS)));
});

it('would be no Amazon States Language with a field of another type, or with a state that nothing leads to', () => {
  const machine = { QueryLanguage: 'JSONata', StartAt: 'a', States: { a: { Type: 'Pass', End: true } } };
  expect(validateMachine(machine)).toEqual([]);
  expect(validateMachine({ ...machine, TimeoutSeconds: 'x' })).toEqual([
    expect.objectContaining({ Message: '/TimeoutSeconds is invalid. must be integer' }),
  ]);
  const alone = { Type: 'Succeed' };
  expect(validateMachine({ ...machine, States: { ...machine.States, alone } })).toHaveLength(1);
});

it('has no states for checks where there are none of the table', () => {
  const { config, table, tableArn } = new Services();
  const machine = definition(config, table, tableArn, []);
  expect(definition(config, table, tableArn, [{ ...PRICE_CHECK, table: 'customers' }])).toEqual(machine);
  expect(JSON.stringify(machine)).not.toContain('runChecks');
});

it('refuses more checks than a night can tell of', () => {
  const { config, table, tableArn } = new Services();
  const checks = Array.from({ length: 51 }, () => PRICE_CHECK);
  expect(() => definition(config, table, tableArn, checks)).toThrow('SushiOrderData has 51 checks');
});

it('does not compile with a successor that is no state, which `npm run check:code` sees', () => {
  // @ts-expect-error no state of this name
  const state: State = { Type: 'Task', Next: 'exportCalled' };
  // @ts-expect-error no state of this name
  const choice: State = { Type: 'Choice', Choices: [{ Condition: '', Next: 'dropped' }] };
  // @ts-expect-error no state of this name
  const fallback: State = { Type: 'Choice', Default: 'ExportDone' };
  // @ts-expect-error no state of this name
  const catcher: State = { Type: 'Task', Catch: [{ ErrorEquals: [], Next: 'ExportDone' }] };
  expect([state, choice, fallback, catcher]).toHaveLength(4);
});

it('is the same document every time', () => {
  expect(new Services().definition).toEqual(new Services().definition);
});

type State = ReturnType<typeof definition>['States'][string];

/** The states that call a service, those within a Map too. */
function tasks(states: Readonly<Record<string, State>>): State[] {
  return Object.values(states).flatMap((state) => {
    if (state.Type === 'Task') return [state];
    const { ItemProcessor } = state as { ItemProcessor?: { States: Record<string, State> } };
    return ItemProcessor ? tasks(ItemProcessor.States) : [];
  });
}

describe('expressions mean the same in Java, where AWS runs JSONata', () => {
  const config = parseConfig({ retentionDays: 30, columnar: true });
  const [table] = config.tables;
  if (!table) throw new Error('no table');
  const text = JSON.stringify(
    definition(config, table, 'arn:aws:dynamodb:eu-central-1:123456789012:table/Orders', [PRICE_CHECK]),
  );

  it('cuts a text only within its length: $substring fails beyond it where there is an emoji', () => {
    const cuts = [...text.matchAll(/.{0,80}\$substring\([^)]*\)?/g)].map(([cut]) => cut);
    expect(cuts.length).toBeGreaterThan(0);
    for (const cut of cuts)
      expect(cut).toMatch(/\$length\(.*\) >=? .* \? \$substring\(|\$substring\(\$(exportDate|fromMillis\()/);
  });

  it('never ends a pattern with a bare $, which also matches before a line break at the end', () => {
    expect(text).not.toMatch(/[^\\([ ,|]\$\//);
    expect(text).toContain('(?![\\\\s\\\\S])/');
  });
});
