import type { Command } from 'commander';

/** A command as the list of commands has it. */
export interface CommandEntry {
  readonly description: string;
  /** Loads what gives a command its arguments, options and action. */
  readonly load: () => Promise<(command: Command) => Command>;
}

/** All commands, in the order of the help. A module is loaded when its command is asked for: DuckDB, zod and the SDK take long. */
export const COMMANDS: Readonly<Record<string, CommandEntry>> = {
  start: {
    description: 'run the nights of a sample table, or of a downloaded export, on this machine',
    load: async () => (await import('./start')).startCommand,
  },
  night: {
    description: 'run one more night: on the local folder, or in the deployed state machine',
    load: async () => (await import('./night')).nightCommand,
  },
  query: {
    description: "run a statement in Athena's SQL, or a saved query",
    load: async () => (await import('./query')).queryCommand,
  },
  sql: {
    description: 'open a shell, or run the statements of -e or standard input',
    load: async () => (await import('./sql')).sqlCommand,
  },
  tables: {
    description: 'list tables and views, or what one of them has',
    load: async () => (await import('./tables')).tablesCommand,
  },
  diff: {
    description: 'compare the items of two nights: added, removed, changed, and in which attributes',
    load: async () => (await import('./diff')).diffCommand,
  },
  history: {
    description: 'follow an item through the nights, attribute by attribute',
    load: async () => (await import('./history')).historyCommand,
  },
  drift: {
    description: 'compare the attributes of two nights and their types',
    load: async () => (await import('./drift')).driftCommand,
  },
  report: {
    description: 'write the report of a night: one HTML file',
    load: async () => (await import('./report')).reportCommand,
  },
  dbt: {
    description: 'write the tables and views as sources of a dbt project, with freshness and tests',
    load: async () => (await import('./dbt')).dbtCommand,
  },
  init: {
    description:
      'print for an existing DynamoDB table what its nights will cost, what is missing, and the code that exports it',
    load: async () => (await import('./init')).initCommand,
  },
  cost: {
    description:
      'estimate the cost of the nights of a table by its size and changes, with full and with incremental exports',
    load: async () => (await import('./cost')).costCommand,
  },
  infer: {
    description: 'propose the configuration of a table from all items of a downloaded export, or of a night',
    load: async () => (await import('./infer')).inferCommand,
  },
  status: {
    description: 'list the last nights: state, duration, items, bytes, cost, failure; follow a running one',
    load: async () => (await import('./status')).statusCommand,
  },
  doctor: {
    description: 'compare a system with its configuration, and print the commands that repair it',
    load: async () => (await import('./doctor')).doctorCommand,
  },
  adopt: {
    description: 'verify and publish finished exports that are not published yet',
    load: async () => (await import('./adopt')).adoptCommand,
  },
  verify: {
    description: 'compare every byte of an export with its manifests',
    load: async () => (await import('./verify')).verifyCommand,
  },
  completion: {
    description: 'write the completion script for bash, zsh or fish',
    load: async () => (await import('./completion')).completionCommand,
  },
};
