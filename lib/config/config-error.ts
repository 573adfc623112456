/** Settings that cannot be used; its message has one line for each wrong value: path, value, remedy. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(readonly problems: readonly string[]) {
    super(['The configuration (cdk.json, "context") cannot be used:', ...problems.map((p) => `  ${p}`)].join('\n'));
  }
}
