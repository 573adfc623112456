import './remember-answers';
import { Alike } from './alike';
import { drive } from './drive';
import type { Ended } from './endings';
import { faultsOf, type Fault } from './faults';
import { haltsOf, scenarioOf, type Halt } from './scenarios';
import { World } from './world';

/** How an execution ends that a fault strikes, followed to its end. */
async function follow(halt: Halt, fault: Fault): Promise<Ended> {
  const world = new World(halt.world);
  let struck = false;
  const result = await drive(world, halt.scenario.execution, halt.position, {
    intercept: (call) => {
      if (call.state !== halt.state || (struck && !fault.lasts)) return call.perform();
      struck = true;
      return fault.strike(call);
    },
  });
  return { world, result, unverified: [] };
}

const describeEnd = ({ world, result }: Ended) => [world.key(), { ...result, events: [] }];

it('errors that are followed once end an execution as each of them does by itself, in an equal world', async () => {
  const scenario = await scenarioOf('the second night');
  const alike = new Alike(scenario.world.definition.States);
  let [faults, followed] = [0, 0];
  for (const halt of await haltsOf(scenario)) {
    if (!['callExport', 'registerManifest', 'registerPartition', 'validateExport'].includes(halt.state)) continue;
    for (const fault of faultsOf(halt.resource)) {
      faults++;
      const found = await alike.of(halt, fault, () => {
        followed++;
        return follow(halt, fault);
      });
      expect(describeEnd(found)).toEqual(describeEnd(await follow(halt, fault)));
    }
  }
  expect(faults).toBeGreaterThan(100);
  expect(followed).toBeLessThan(0.6 * faults);
});
