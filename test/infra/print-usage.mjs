// Says at its end what a program took.
import process from 'node:process';

process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  process.stderr.write(`cpu ${(userCPUTime + systemCPUTime) / 1e6} s, ${maxRSS} KiB\n`);
});
