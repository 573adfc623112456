import { amount } from '../../amount';
import type { Command } from 'commander';
import { diagnose, exitCode, type Finding, type Severity, type SystemFacts, type TableFacts } from '../../operations';
import type { Config } from '../../config';
import type { Target } from '../../target';
import { colors } from '../terminal/colors';
import { findConfiguredTable } from '../options/configured-table';
import { CHECKS, readChecks } from '../../query-files';
import { localizeRemedy } from '../../local/doctor/local-remedy';
import { print } from '../terminal/print';
import { lastScheduledTime } from '../../operations/scheduled-time';
import { chooseAccess, askTarget, configOf, withTarget, type TargetOptions } from '../options/target-options';

interface DoctorCommandOptions extends TargetOptions {
  readonly json?: boolean;
  readonly table?: string;
}

/** `doctor`: is a system as its configuration says, and do its nights come? */
export function doctorCommand(command: Command): Command {
  return withTarget(
    command
      .option('--table <name>', 'only the findings of one table')
      .option('--json', 'print only the findings, as one JSON document'),
    'aws',
  )
    .addHelpText(
      'after',
      `
Examples:
  export-to-athena doctor
  export-to-athena doctor -c systemName=prod --json
  export-to-athena doctor --table SushiOrderData
  export-to-athena doctor --target local

Before a deployment it checks what the deployment needs, afterwards everything: the table and its point-in-time recovery,
the bucket, its policy and lifecycle, the state machine, the schedule, the workgroups, the Glue tables and views,
partitions and objects, the slots, the last nights, and the quotas. It changes nothing, and reads one row of each view.
It needs permission to read all of that, and names what it may not read. For an account quota that it may not read, it
uses AWS's documented default.

Exit code: 0 only notes, 1 warnings, 3 errors, 2 the system could not be examined.`,
    )
    .action(async (options: DoctorCommandOptions) => {
      const config = await configOf(options);
      const about = options.table === undefined ? undefined : findConfiguredTable(config, options.table).name;
      const all = await (options.target === 'local' ? findingsHere(options, config) : findingsOf(options, config));
      const findings = about === undefined ? all : all.filter(({ table }) => table === about);
      if (options.json === true) print(JSON.stringify(findings, undefined, 2));
      else for (const line of formatFindings(findings)) print(line);
      process.exitCode = exitCode(findings);
    });
}

async function findingsOf(options: DoctorCommandOptions, config: Config): Promise<Finding[]> {
  const { system, tables } = await askTarget(options, (target) => facts(options, target, config), config);
  return diagnose(system, tables);
}

/** The findings of a folder, with their remedies on this machine. */
async function findingsHere(options: DoctorCommandOptions, config: Config): Promise<Finding[]> {
  const { catalogFindings } = await import('../../local/operations');
  const unread = await catalogFindings(options.folder, config);
  const findings = unread.length > 0 ? unread : await findingsOf(options, config);
  return findings.map((finding) => localizeRemedy(finding, options.folder));
}

async function facts(
  options: DoctorCommandOptions,
  target: Target,
  config: Config,
): Promise<{ readonly system: SystemFacts; readonly tables: readonly TableFacts[] }> {
  const now = Date.now();
  const times = { now, lastScheduledTime: lastScheduledTime(config, now) };
  if (options.target === 'local') {
    const { localDoctorFacts, openFolder } = await import('../../local/operations');
    return localDoctorFacts(openFolder(options.folder, config), target, times);
  }
  const { accountClients, findDeployedConfig, doctorFacts } = await import('../../aws/operations');
  const clients = accountClients(chooseAccess(config, options));
  const deployed = await findDeployedConfig(config, clients);
  // Of a system that describes itself, the files of its checks may be anywhere.
  const checks = options.database === undefined ? readChecks(CHECKS) : undefined;
  return doctorFacts({ config: deployed, clients, target, checks }, times);
}

/** The findings for a person: what, why it matters, the remedy; and how many there are. */
export function formatFindings(findings: readonly Finding[]): string[] {
  const { red, yellow, dim, bold } = colors();
  const paint: Record<Severity, (text: string) => string> = { error: red, warning: yellow, note: dim };
  const lines = findings.flatMap(({ check, severity, table, what, why, remedy }) => [
    `${paint[severity](severity.padEnd(8))}${bold(check)}${table === undefined ? '' : ` of ${table}`}`,
    `  what    ${what}`,
    `  why     ${why}`,
    `  remedy  ${remedy}`,
    '',
  ]);
  const number = (severity: Severity) => findings.filter((finding) => finding.severity === severity).length;
  const [errors, warnings, notes] = [number('error'), number('warning'), number('note')];
  return [...lines, `${amount(errors, 'error')}, ${amount(warnings, 'warning')}, ${amount(notes, 'note')}.`];
}
