import type { Diagnostic } from "../model/diagnostic.ts";
import { type Severity, severities } from "../model/severity.ts";
import { catalogue } from "../scan/catalogue.ts";
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
    loadCatalogue: async () => catalogue,
  });
  if (!call.switches.has("quiet")) await warn(diagnostics, terminal);
  return applyOptions(configuration, call);
}

/** Puts the options of a call over a configuration: single values win, lists are added. */
function applyOptions(configuration: Configuration, call: Call): Configuration {
  const enabled = getRuleIds(allValues(call, "enable"), catalogue);
  const disabled = getRuleIds(allValues(call, "disable"), catalogue);
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
