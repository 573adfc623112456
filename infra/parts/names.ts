import type { NameRule } from './refuse';

/** AWS's rules for names (the API reference of each service, and "General purpose bucket naming rules"). */
export const NAME_RULES = {
  bucket: {
    pattern: /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
    allowed: 'use 3 to 63 lower-case letters, digits, . and -, a letter or digit first and last',
  },
  database: { pattern: /^[a-z0-9_]{1,128}$/, allowed: 'use 1 to 128 lower-case letters, digits and _' },
  workgroup: { pattern: /^[A-Za-z0-9._-]{1,128}$/, allowed: 'use 1 to 128 letters, digits, ., _ and -' },
  topic: { pattern: /^[A-Za-z0-9_-]{1,256}$/, allowed: 'use 1 to 256 letters, digits, _ and -' },
  queue: { pattern: /^[A-Za-z0-9_-]{1,80}$/, allowed: 'use 1 to 80 letters, digits, _ and -' },
  schedule: { pattern: /^[A-Za-z0-9._-]{1,64}$/, allowed: 'use 1 to 64 letters, digits, ., _ and -' },
  stateMachine: { pattern: /^[A-Za-z0-9_-]{1,80}$/, allowed: 'use 1 to 80 letters, digits, _ and -' },
  rolePath: {
    pattern: /^\/$|^\/[\x21-\x7e]{1,510}\/$/,
    allowed: 'use a path that begins and ends with /, such as /nights/, of at most 512 characters',
  },
  account: { pattern: /^\d{12}$/, allowed: 'use the 12 digits of an account' },
} as const satisfies Readonly<Record<string, NameRule>>;
