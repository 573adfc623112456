import * as z from 'zod';

/** A text of a form; `remedy` is the message for another one, and says the form in docs/settings.md. */
export function describeText(pattern: RegExp, remedy: string) {
  return z.string({ error: remedy }).regex(pattern, { error: remedy }).meta({ form: remedy });
}

/** Refuses a value, with the path that it stands at. */
export function issue(
  context: z.RefinementCtx,
  path: readonly (string | number)[],
  input: string | boolean,
  message: string,
): void {
  context.addIssue({ code: 'custom', path: [...path], input, message, params: { value: input } });
}
