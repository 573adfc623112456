import { transitions } from './transitions';

transitions((line) => process.stdout.write(`${line}\n`)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
