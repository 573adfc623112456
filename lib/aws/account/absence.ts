import type { Config } from '../../config';

/**
 * What to do where something of a system is not there: it is not deployed, or another system is meant. One that describes
 * itself was given by its database, and no setting of a cdk.json names it.
 */
export function explainAbsence({ names }: Pick<Config, 'names'>): string {
  return names?.database === undefined
    ? 'deploy the stack, or give the system with -c systemName=... and its region with -c region=...'
    : `deploy the stacks of ${names.database} again in the app that they are of; of another system give --database, of another region --region`;
}
