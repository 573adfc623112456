import { join } from 'node:path';
import { Server } from './server';

/** Waits and retry pauses of state machines take this part of their time. */
const WAIT_SCALE = '0.01';

/** What the emulator is started with. */
export interface EmulatorOptions {
  readonly python: string;
  readonly port: number;
  readonly trinoPort: number;
  readonly folder: string;
  /** Where it writes down what is asked with the roles of state machines. */
  readonly callsFile: string;
  readonly faultsFolder: string;
  readonly region: string;
}

/** ministack with the patches of emulator.py. */
export function startEmulator(options: EmulatorOptions): Server {
  const { python, port, trinoPort, folder, callsFile, faultsFolder, region } = options;
  return new Server({
    name: 'The emulator',
    command: python,
    args: [join(__dirname, 'emulator.py')],
    env: {
      GATEWAY_PORT: String(port),
      BIND_HOST: '127.0.0.1',
      TRINO_PORT: String(trinoPort),
      CALLS_FILE: callsFile,
      FAULTS_FOLDER: faultsFolder,
      MINISTACK_REGION: region,
      AWS_DEFAULT_REGION: region,
      SFN_WAIT_SCALE: WAIT_SCALE,
      // The patches are read anew each time; nothing is written beside the sources.
      PYTHONDONTWRITEBYTECODE: '1',
    },
    folder,
    logFile: join(folder, 'emulator.log'),
    ready: async () => (await fetch(`http://127.0.0.1:${port}/_ministack/health`)).ok,
  });
}
