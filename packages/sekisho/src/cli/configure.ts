import type { CheckDescription } from "../model/check.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import { type Severity, severities } from "../model/severity.ts";
import type { Configuration } from "../scan/configuration/configuration.ts";
import { loadConfiguration } from "../scan/configuration/load-configuration.ts";
import { allValues, type Call, lastValue } from "./arguments.ts";
import { getKubernetesMinor } from "./kubernetes-option.ts";
import { labelled } from "./output/error-message.ts";
import { getRuleIds } from "./rule-names.ts";
import type { Terminal } from "./terminal.ts";

/** Loads the configuration and puts the options of a call over it; what is doubtful goes to standard error. */
export async function configure(call: Call, terminal: Terminal): Promise<Configuration> {
  const { configuration, diagnostics } = await loadConfiguration({
    workingDirectory: terminal.workingDirectory,
    home: terminal.home,
    file: lastValue(call, "config"),
    loadCatalogue,
  });
  if (!call.switches.has("quiet")) await warn(diagnostics, terminal);
  await requirePolicies(allValues(call, "policy"), terminal.workingDirectory);
  return await applyOptions(configuration, call);
}

/** Refuses an option that names no policy, by the option's name: later on nobody knows where a path was written. */
async function requirePolicies(patterns: readonly string[], workingDirectory: string): Promise<void> {
  if (patterns.length === 0) return;
  const { findPolicyFiles } = await import("../scan/policy/policy-files.ts");
  findPolicyFiles(patterns, workingDirectory, "--policy");
}

/** Puts the options of a call over a configuration: single values win, lists are added. */
async function applyOptions(configuration: Configuration, call: Call): Promise<Configuration> {
  const enabled = await loadRuleIds(allValues(call, "enable"));
  const disabled = await loadRuleIds(allValues(call, "disable"));
  return {
    ...configuration,
    failOn: severityOf(lastValue(call, "fail-on")) ?? configuration.failOn,
    exclude: [...configuration.exclude, ...allValues(call, "exclude")],
    enable: [...configuration.enable.filter((id) => !disabled.includes(id)), ...enabled],
    disable: [...configuration.disable.filter((id) => !enabled.includes(id)), ...disabled],
    target: lastValue(call, "target") ?? configuration.target,
    vex: [...configuration.vex, ...allValues(call, "vex")],
    policies: [...configuration.policies, ...allValues(call, "policy")],
    buildArguments: { ...configuration.buildArguments, ...assignments(allValues(call, "build-arg")) },
    kubernetesMinor: getKubernetesMinor(lastValue(call, "kubernetes-version")) ?? configuration.kubernetesMinor,
    shellcheck: call.switches.has("shellcheck") || configuration.shellcheck,
  };
}

/** Finds what names stand for; without names the rules need not be loaded. */
export async function loadRuleIds(names: readonly string[]): Promise<readonly string[]> {
  return names.length === 0 ? [] : getRuleIds(names, await loadCatalogue());
}

async function loadCatalogue(): Promise<readonly CheckDescription[]> {
  return (await import("../scan/catalogue.ts")).catalogue;
}

async function warn(diagnostics: readonly Diagnostic[], terminal: Terminal): Promise<void> {
  for (const { message, location } of diagnostics) {
    const { path = "", startLine = 1, startColumn = 1 } = location ?? {};
    const place = `${path}:${startLine}:${startColumn}: `;
    const text = { en: place + message.en, ja: place + message.ja };
    await terminal.writeError(`${labelled("warning", text, terminal)}\n`);
  }
}

function severityOf(word: string | undefined): Severity | undefined {
  return severities.find((severity) => severity === word);
}

/** The parser has seen to it that each has a name and an equals sign. */
function assignments(written: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    written.map((assignment) => {
      const equals = assignment.indexOf("=");
      return [assignment.slice(0, equals), assignment.slice(equals + 1)];
    }),
  );
}
