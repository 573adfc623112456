import { createRequire } from 'node:module';
import type { Command } from 'commander';
import type * as adopt from './adopt';
import type * as diff from './diff';
import type * as doctor from './doctor';
import type * as drift from './drift';
import type * as infer from './infer';
import type * as night from './night';
import type * as query from './query';
import type * as report from './report';
import type * as start from './start';
import type * as status from './status';
import type * as tables from './tables';
import type * as verify from './verify';

/** Not `import()`, for which tsx would have to start its loader of ES modules, and that takes longer than all the rest. */
const load = createRequire(__filename);

/** A command as the list of commands has it. */
export interface CommandEntry {
  readonly description: string;
  /** Loads the command's modules. */
  readonly load: () => Command;
}

/** All commands, in the order of the help. A module is loaded when its command is asked for: DuckDB, zod and the SDK take long. */
export const COMMANDS: Readonly<Record<string, CommandEntry>> = {
  start: {
    description: 'run the nights of a sample table, or of a downloaded export, on this machine',
    load: () => (load('./start') as typeof start).startCommand(),
  },
  night: {
    description: 'run one more night: on the local folder, or in the deployed state machine',
    load: () => (load('./night') as typeof night).nightCommand(),
  },
  query: {
    description: "answer a statement in Athena's SQL, or a saved query",
    load: () => (load('./query') as typeof query).queryCommand(),
  },
  tables: {
    description: 'list tables and views, or what one of them has',
    load: () => (load('./tables') as typeof tables).tablesCommand(),
  },
  diff: {
    description: 'compare the items of two nights: added, removed, changed, and in which attributes',
    load: () => (load('./diff') as typeof diff).diffCommand(),
  },
  drift: {
    description: 'compare the attributes of two nights and their types',
    load: () => (load('./drift') as typeof drift).driftCommand(),
  },
  report: {
    description: 'write the report of a night: one HTML file',
    load: () => (load('./report') as typeof report).reportCommand(),
  },
  infer: {
    description: 'propose the configuration of a table from all items of a downloaded export, or of a night',
    load: () => (load('./infer') as typeof infer).inferCommand(),
  },
  status: {
    description: 'list the last nights: state, duration, items, bytes, cost, failure; follow the one that runs',
    load: () => (load('./status') as typeof status).statusCommand(),
  },
  doctor: {
    description: 'compare a system with its configuration, and say what mends it',
    load: () => (load('./doctor') as typeof doctor).doctorCommand(),
  },
  adopt: {
    description: 'verify and publish exports that are finished and no night yet',
    load: () => (load('./adopt') as typeof adopt).adoptCommand(),
  },
  verify: {
    description: 'compare every byte of an export with its manifests',
    load: () => (load('./verify') as typeof verify).verifyCommand(),
  },
};
