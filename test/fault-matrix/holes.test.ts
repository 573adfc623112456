import './remember-answers';
import type { Definition } from '../../lib/workflow';
import { drive } from './drive';
import { explore } from './interleavings';
import { listUnverified } from './invariants';
import { meetingOf } from './meetings';
import { scenarioOf } from './scenarios';
import { strike } from './strike';

const NONE = { name: 'none', input: {} };

describe('a definition with a hole is found out:', () => {
  const changeState =
    (name: string, change: object) =>
    (definition: Definition): Definition => {
      const state = definition.States[name];
      if (!state) throw new Error(`the definition has no state ${name}`);
      return { ...definition, States: { ...definition.States, [name]: { ...state, ...change } } };
    };

  it.each([
    [
      'a call that is not retried',
      'registerPartition',
      changeState('registerPartition', { Retry: [] }),
      'should end SUCCEEDED',
    ],
    [
      'a call that does not take what is there for its own work',
      'registerManifest',
      changeState('registerManifest', { Catch: [] }),
      'ended Glue.AlreadyExistsException',
    ],
    [
      'an export that is started again at every attempt',
      'callExport',
      (definition: Definition) => {
        const Arguments = definition.States.callExport?.Arguments as object;
        return changeState('callExport', { Arguments: { ...Arguments, ClientToken: '{% $uuid() %}' } })(definition);
      },
      'started 2 exports',
    ],
    [
      'no deadline',
      'dropStaged',
      (definition: Definition) => ({ ...definition, TimeoutSeconds: 99_999_999 }),
      'it ended TIMED_OUT only after',
    ],
  ] as const)('%s', async (_, state, change, hole) => {
    const { holes } = await strike(await scenarioOf('the second night', change), new Set(), state);
    expect(holes.join('\n')).toContain(hole);
  });

  it('a night that is published though its validation found errors', async () => {
    const scenario = await scenarioOf(
      'the first night',
      changeState('checkValidation', { Choices: [{ Condition: '{% false %}', Next: 'ExportFailed' }] }),
    );
    scenario.world.script = { damaged: true };
    const { holes } = await strike(scenario, new Set(), 'dropStaged');
    expect(holes.join('\n')).toContain('is a damaged export');
  });

  it('two executions for one date, of which the older one may have the last word', async () => {
    const change = changeState('replacePartition', { Next: 'readNights' });
    const meeting = 'a date twice that had a night before, while another one expires and the objects of a third go';
    const { holes } = await explore(await meetingOf(meeting, change));
    expect(holes.join('\n')).toContain('its newest verified export is');
  });

  it('objects that go after their registration', async () => {
    const scenario = await scenarioOf('a night that removes the objects of another', (definition) =>
      changeState('dropRefused', { Arguments: definition.States.dropRegistered?.Arguments })(definition),
    );
    const { holes } = await strike(scenario, new Set(), 'deleteRemovable');
    expect(holes.join('\n')).toContain('is left, and no partition names it');
  });

  it('exports that are published however old they are, also while their objects go', async () => {
    const meeting = 'a night that removes an export, and the adoption of that export';
    const { world, executions } = await meetingOf(meeting, (definition) => {
      const { Choices } = definition.States.checkDate as unknown as { readonly Choices: readonly object[] };
      return changeState('checkDate', { Choices: Choices.slice(1) })(definition);
    });
    const [night = NONE, adoption = NONE] = executions;
    const { failedAt } = await drive(world, night, undefined, {
      intercept: ({ state, perform, crash }) => (state === 'listRemovable' ? crash() : perform()),
    });
    await drive(world, adoption, undefined);
    const unverified: string[] = [];
    await drive(world, night, failedAt, { afterCall: () => unverified.push(...listUnverified(world)) });
    expect(unverified.join('\n')).toContain('lies at no export');
  });
});
