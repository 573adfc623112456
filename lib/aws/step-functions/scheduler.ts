import { GetScheduleCommand, type GetScheduleOutput, type SchedulerClient } from '@aws-sdk/client-scheduler';
import { orNothing } from '../account/or-nothing';

/** A schedule; undefined if the group has none of that name. */
export function schedule(client: SchedulerClient, group: string, name: string): Promise<GetScheduleOutput | undefined> {
  return orNothing('ResourceNotFoundException', () =>
    client.send(new GetScheduleCommand({ GroupName: group, Name: name })),
  );
}
