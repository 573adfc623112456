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

/** A whole number within bounds, and what it counts. */
export const wholeNumber = (unit: string, min: number, max: number) =>
  z
    .int({ error: `must be a whole number of ${unit}` })
    .min(min, { error: `must be at least ${min} ${unit}` })
    .max(max, { error: `must be at most ${max} ${unit}` });

/** A local time of day. */
export const timeOfDay = describeText(/^([01]?\d|2[0-3]):[0-5]\d$/, 'use a time of day such as 4:00');

/** Hours after which a night is given up. */
export const deadlineHours = wholeNumber('hours', 1, 240);
