import type * as z from 'zod';
import { describeText, issue } from './setting';

const KMS_KEY_ARN =
  /^arn:aws[a-z-]*:kms:([a-z0-9-]+):\d{12}:key\/(mrk-[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** The ARN of a KMS key. */
export const kmsKeyArn = describeText(
  KMS_KEY_ARN,
  'use the ARN of a KMS key (arn:aws:kms:region:account:key/id), not of an alias',
);

interface Keys {
  readonly region: string;
  readonly kmsKeyArn?: string | undefined;
  readonly catalogKeyArn?: string | undefined;
}

/** A key encrypts in its own region alone. */
export function refuseKeysElsewhere(config: Keys, context: z.RefinementCtx): void {
  const { region } = config;
  for (const setting of ['kmsKeyArn', 'catalogKeyArn'] as const) {
    const key = config[setting];
    // of what is no ARN of a key its own line has said so
    const [, keyRegion] = KMS_KEY_ARN.exec(key ?? '') ?? [];
    if (key !== undefined && keyRegion !== undefined && keyRegion !== region)
      issue(
        context,
        [setting],
        key,
        `lies in ${keyRegion}, the stack in ${region}; use a key, or the replica of a multi-Region key, of ${region}`,
      );
  }
}
