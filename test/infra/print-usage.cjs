// Says at its end what a program took.
process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  console.error(`cpu ${(userCPUTime + systemCPUTime) / 1e6} s, ${maxRSS} KiB`);
});
