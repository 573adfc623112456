// The thread of server.ts: dynalite on a free port of the loopback interface. It says which.
import { parentPort } from 'node:worker_threads';
import dynalite from 'dynalite';

const server = dynalite({ createTableMs: 0 });
server.listen(0, '127.0.0.1', () => {
  parentPort.postMessage(server.address().port);
});
