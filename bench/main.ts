import { transitions } from './transitions';
import { verify } from './verify';

const print = (line: string) => process.stdout.write(`${line}\n`);

transitions(print)
  .then(() => verify(print))
  .catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
