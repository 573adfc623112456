declare module 'asl-validator' {
  /** Checks a definition against the schema of the Amazon States Language, and that its states can be reached. */
  export default function validate(definition: unknown): { readonly isValid: boolean; readonly errors: unknown[] };
}
