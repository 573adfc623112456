import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
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
  /** The project's folder, in which the commands are given. */
  readonly project: string;
  /** A folder for what has to be written down meanwhile. */
  readonly work: string;
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Runs commands one after the other in one bash, the project's program in one process of Node.js. `npm start` alone, and
 * what is no program of the project, are run as they stand.
 */
export async function runCommands(
  commands: readonly string[],
  { project, work, env }: ShellOptions,
): Promise<ShellRun[]> {
  const talk = mkdtempSync(join(work, 'talk-'));
  const script = commands.map((command, index) => {
    writeFileSync(join(talk, `${index}.sh`), command);
    return `eval "$(cat "$TALK/${index}.sh")" > "$TALK/${index}.out" 2> "$TALK/${index}.err" < /dev/null; echo $? > "$TALK/${index}.code"`;
  });
  mkdirSync(talk, { recursive: true });
  execFileSync('mkfifo', [join(talk, 'go'), join(talk, 'done')]);
  const options = { cwd: project, env: { ...process.env, ...env, TALK: talk } };
  const program = spawn(process.execPath, [join(__dirname, 'one-process.mjs')], { ...options, stdio: 'inherit' });
  const shell = spawn('bash', ['-c', [IN_ONE_PROCESS, ...script].join('\n')], { ...options, stdio: 'inherit' });
  // Without the program the shell would wait for ever.
  program.once('exit', () => shell.kill());
  await new Promise((resolve) => shell.once('exit', resolve));
  program.kill();
  return commands.map((command, index) => {
    const read = (what: string) => {
      const file = join(talk, `${index}.${what}`);
      return existsSync(file) ? readFileSync(file, 'utf8') : '';
    };
    return { command, stdout: read('out'), stderr: read('err'), exitCode: Number(read('code') || 'NaN') };
  });
}
