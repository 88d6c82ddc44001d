/** Loaded before a program: tells at its end the time of the processor in milliseconds and the largest resident size in KiB. */
process.on("exit", () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  process.stderr.write(`\nmeasured ${Math.round((userCPUTime + systemCPUTime) / 1000)} ${maxRSS}\n`);
});
