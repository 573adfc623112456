/** Why nothing can be proposed, under a name that stays as it is. */
export type InferErrorName =
  | 'Infer.NoItems'
  | 'Infer.Refused'
  | 'Infer.Unreadable'
  | 'Infer.Memory'
  | 'Infer.NoKey'
  | 'Infer.WrongKey'
  | 'Infer.KeyColumn';

/** Items from which no table can be inferred; the message says what was found and what to do. */
export class InferError extends Error {
  constructor(
    override readonly name: InferErrorName,
    message: string,
  ) {
    super(message);
  }
}
