import { run } from "./run.ts";

// The command line as its sources run, for development. What users run begins with launch.ts.
process.exitCode = await run(process.argv.slice(2));
