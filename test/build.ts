import { execSync } from 'node:child_process';

/** Builds dist/ before the tests: some of them run the program in processes of its own. */
export default function build(): void {
  execSync('npm run --silent build', { stdio: ['ignore', 'ignore', 'inherit'] });
}
