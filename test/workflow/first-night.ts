import type { JsonObject } from '../../lib/asl';
import { ChainServices } from './chain-services';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

export const EXPORT = 'arn:aws:states:::aws-sdk:dynamodb:exportTableToPointInTime';
export const READ_PARTITIONS = 'arn:aws:states:::aws-sdk:glue:getPartitions';

/** A system whose first night, of 2026-01-30T19:00Z, is a full export. */
export async function withFirstNight(
  incremental: JsonObject = {},
  context: Record<string, unknown> = {},
): Promise<ChainServices> {
  const services = new ChainServices(incremental, context);
  const first = await services.night({ scheduledTime: '2026-01-30T19:00:00Z' });
  if (first.status !== 'SUCCEEDED') throw new Error(first.cause);
  services.asked.length = 0;
  return services;
}

/** Runs the night of a time, at that time. */
export async function runNightAt(services: ChainServices, time: string, input: JsonObject = {}) {
  await services.clock.sleep(Math.max(0, Date.parse(time) - services.clock.now()));
  return services.night({ scheduledTime: time, ...input });
}
