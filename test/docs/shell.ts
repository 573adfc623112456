import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a command came to. */
export interface ShellRun {
  readonly command: string;
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

/** The program's name as a function of the shell, so that its pipes and quotes are the shell's own. */
const IN_ONE_PROCESS = `
export-to-athena() {
  printf '%s\\0' "$@" > "$TALK/args"
  echo > "$TALK/go"
  local code
  read -r code < "$TALK/done"
  cat "$TALK/stdout"
  cat "$TALK/stderr" >&2
  return "$code"
}
npx() { if [ "$1" = export-to-athena ]; then "$@"; else command npx "$@"; fi; }
npm() { if [ "$1 $2" = 'start --' ]; then shift 2; export-to-athena start "$@"; else command npm "$@"; fi; }
type -P jq > /dev/null || jq() { cat; }
`;

/** Where commands are run. */
export interface ShellOptions {
  /** The folder in which the commands are given. */
  readonly folder: string;
  /** A folder for what has to be written down meanwhile. */
  readonly work: string;
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Runs commands of a copy of the project one after the other in one bash, the project's program in one process of Node.js.
 * `npm start` alone, and what is no program of the project, are run as they stand.
 */
export async function runInOneProcess(commands: readonly string[], options: ShellOptions): Promise<ShellRun[]> {
  const talk = mkdtempSync(join(options.work, 'talk-'));
  execFileSync('mkfifo', [join(talk, 'go'), join(talk, 'done')]);
  const env = { ...options.env, TALK: talk };
  const program = spawn(process.execPath, [join(__dirname, 'one-process.mjs')], {
    cwd: options.folder,
    env: { ...process.env, ...env },
    stdio: 'inherit',
  });
  try {
    return await runCommands(commands, IN_ONE_PROCESS, { ...options, env }, program);
  } finally {
    program.kill();
  }
}

/**
 * Runs commands one after the other in one bash, so that the variables of one are those of the next.
 *
 * @param functions of the shell, defined before
 * @param program without which the shell would wait for ever: it ends with it
 */
export async function runCommands(
  commands: readonly string[],
  functions: string,
  { folder, work, env }: ShellOptions,
  program?: ChildProcess,
): Promise<ShellRun[]> {
  const run = mkdtempSync(join(work, 'run-'));
  const script = commands.map((command, index) => {
    const file = join(run, String(index));
    writeFileSync(`${file}.sh`, command);
    return `eval "$(cat '${file}.sh')" > '${file}.out' 2> '${file}.err' < /dev/null; echo $? > '${file}.code'`;
  });
  const shell = spawn('bash', ['-c', [functions, ...script].join('\n')], {
    cwd: folder,
    env: { ...process.env, ...env },
    stdio: 'inherit',
  });
  program?.once('exit', () => shell.kill());
  await once(shell, 'exit');
  return commands.map((command, index) => {
    const read = (what: string) => {
      const file = join(run, `${index}.${what}`);
      return existsSync(file) ? readFileSync(file, 'utf8') : '';
    };
    return { command, stdout: read('out'), stderr: read('err'), exitCode: Number(read('code') || 'NaN') };
  });
}
