import { SekishoError } from "../model/error.ts";
import { type Call, parseArguments } from "./arguments.ts";
import type { CommandName } from "./command-table.ts";
import { type ExitCode, exitCodeOfError, exitCodes } from "./exit-codes.ts";
import { defectMessage, errorMessage } from "./output/error-message.ts";
import { openTerminal, type Terminal } from "./terminal.ts";

/** One command's work; gives the exit code. */
type RunCommand = (call: Call, terminal: Terminal) => Promise<ExitCode>;

/** Each command is loaded when it is called: `version` does not wait for the checks. */
const loaders: Readonly<Record<CommandName, () => Promise<RunCommand>>> = {
  scan: async () => (await import("./commands/scan.ts")).runScan,
  fix: async () => (await import("./commands/fix.ts")).runFix,
  sbom: async () => (await import("./commands/sbom.ts")).runSbom,
  cache: async () => (await import("./commands/cache.ts")).runCache,
  import: async () => (await import("./commands/import.ts")).runImport,
  match: async () => (await import("./commands/match.ts")).runMatch,
  explain: async () => (await import("./commands/explain.ts")).runExplain,
  versions: async () => (await import("./commands/versions.ts")).runVersions,
  db: async () => (await import("./commands/db.ts")).runDb,
  network: async () => (await import("./commands/network.ts")).runNetwork,
  policy: async () => (await import("./commands/policy.ts")).runPolicy,
  detect: async () => (await import("./commands/detect.ts")).runDetect,
  rules: async () => (await import("./commands/rules.ts")).runRules,
  rbac: async () => (await import("./commands/rbac.ts")).runRbac,
  upload: async () => (await import("./commands/upload.ts")).runUpload,
  serve: async () => (await import("./commands/serve.ts")).runServe,
  completion: async () => (await import("./commands/completion.ts")).runCompletion,
  help: async () => (await import("./commands/help.ts")).runHelp,
  version: async () => (await import("./commands/version.ts")).runVersion,
};

/** Runs one call of the command line and gives its exit code. What goes wrong is said on standard error. */
export async function run(written: readonly string[]): Promise<ExitCode> {
  const terminal = openTerminal(written);
  try {
    const call = parseArguments(written);
    const runCommand = await loaders[call.command]();
    return await runCommand(call, terminal);
  } catch (error) {
    if (error instanceof SekishoError) {
      await terminal.writeError(errorMessage(error, terminal));
      return exitCodeOfError[error.code];
    }
    // A defect of ours must not read as "no findings", nor as findings.
    await terminal.writeError(defectMessage(error, terminal));
    return exitCodes.partial;
  }
}
