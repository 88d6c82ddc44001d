import type { DockerfileCheck } from "../checks/dockerfile/define.ts";
import type { CheckDescription, ParameterSchema, ParametersOf, ParameterValue } from "../model/check.ts";
import type { Coverage } from "../model/report.ts";
import type { Severity } from "../model/severity.ts";
import type { Configuration } from "./configuration/configuration.ts";

/** One check with what the configuration says of it. */
export interface PlannedCheck<Check extends CheckDescription = DockerfileCheck> {
  readonly check: Check;
  readonly parameters: ParametersOf<ParameterSchema>;
  /** The configuration's severity, which wins over every other. */
  readonly severity: Severity | undefined;
  /** Why it is not asked; `undefined` when it is. An optional check is asked where the file itself turns it on. */
  readonly skipped: "disabled" | "optional" | undefined;
  /** What reports say of it when nothing went wrong: one object for all files. */
  readonly done: Coverage;
}

/** Gives every check with its settings. Made once for a scan. */
export function planChecks<Check extends CheckDescription>(
  checks: readonly Check[],
  configuration: Configuration,
): readonly PlannedCheck<Check>[] {
  const enabled = new Set(configuration.enable);
  const disabled = new Set(configuration.disable);
  return checks.map((check) => ({
    check,
    parameters: parametersOf(check, configuration),
    severity: configuration.severity[check.id],
    skipped: skipReason(check, enabled, disabled),
    done: { plugin: check.id, ended: "done" },
  }));
}

function skipReason(
  check: CheckDescription,
  enabled: ReadonlySet<string>,
  disabled: ReadonlySet<string>,
): PlannedCheck["skipped"] {
  if (disabled.has(check.id)) return "disabled";
  return check.isOptional === true && !enabled.has(check.id) ? "optional" : undefined;
}

/**
 * Gives the parameters of a check: its defaults, then the label schema for the checks that ask for one (`required`,
 * `strict`), then what the configuration sets for the check.
 */
export function parametersOf(
  check: Pick<CheckDescription, "id" | "parameters">,
  configuration: Pick<Configuration, "labels" | "parameters">,
): ParametersOf<ParameterSchema> {
  const schema = check.parameters ?? {};
  const values: Record<string, ParameterValue> = {};
  for (const [name, parameter] of Object.entries(schema)) values[name] = parameter.default;
  if (schema["required"]?.type === "string-map") values["required"] = configuration.labels.required;
  if (schema["strict"]?.type === "boolean") values["strict"] = configuration.labels.isStrict;
  return Object.assign(values, configuration.parameters[check.id]);
}
