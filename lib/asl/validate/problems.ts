/** One thing about a definition that keeps it from being run here. */
export interface Problem {
  /** JSON pointer into the definition, e.g. `/States/callExport/Next`. */
  readonly path: string;
  /** `invalid`: AWS would refuse it too. `unsupported`: fine on AWS, but not in this interpreter. */
  readonly kind: 'invalid' | 'unsupported';
  readonly message: string;
}

/** A definition that is refused before anything runs. */
export class UnsupportedDefinition extends Error {
  constructor(readonly problems: readonly Problem[]) {
    super(
      `The state machine definition cannot be run here:\n` +
        problems.map(({ path, kind, message }) => `  ${path}: ${message} (${kind})`).join('\n'),
    );
    this.name = 'UnsupportedDefinition';
  }
}

/** Collects problems under a path. */
export class Findings {
  constructor(
    readonly path: string,
    private readonly all: Problem[],
  ) {}

  at(...steps: readonly (string | number)[]): Findings {
    return new Findings(this.path + steps.map((step) => `/${step}`).join(''), this.all);
  }

  invalid(message: string): void {
    this.all.push({ path: this.path || '/', kind: 'invalid', message });
  }

  addUnsupported(message: string): void {
    this.all.push({ path: this.path || '/', kind: 'unsupported', message });
  }
}
