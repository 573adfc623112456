/** `error`: nights or answers are wrong, or will be; `warning`: a person should look at it; `note`: good to know. */
export type Severity = 'error' | 'warning' | 'note';

/** What the doctor found. */
export interface Finding {
  /** Name of the check, which stays as it is. */
  readonly check: string;
  readonly severity: Severity;
  /** The table of the configuration; undefined for what all tables share. */
  readonly table?: string;
  /** The partition that it is about; undefined where it is about none, or several. */
  readonly partition?: { readonly database: string; readonly table: string; readonly values: readonly string[] };
  /** What is so, with the value found. */
  readonly what: string;
  /** Why it matters. */
  readonly why: string;
  /** The command that puts it right, or what to do where no command does. */
  readonly remedy: string;
}

/** 0: nothing but notes, 1: warnings, 3: errors. (2 is any command that could not do its work.) */
export function exitCode(findings: readonly Finding[]): 0 | 1 | 3 {
  const severities = new Set(findings.map(({ severity }) => severity));
  if (severities.has('error')) return 3;
  return severities.has('warning') ? 1 : 0;
}
