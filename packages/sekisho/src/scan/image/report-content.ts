import { malwareRules } from "../../checks/malware/rules.ts";
import { secretRules } from "../../checks/secret/rules.ts";
import type { CheckDescription } from "../../model/check.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Coverage, Report, Target } from "../../model/report.ts";
import type { AssembledContent } from "../../semantics/inventory/assemble.ts";
import type { ContentScanSettings } from "../content-settings.ts";
import { producer } from "../producer.ts";
import { imageRelations, withRelations } from "../relations.ts";
import { reportDiagnostic } from "../reported-place.ts";
import { type ContentViolation, toContentFindings } from "./content-findings.ts";
import { malwareViolations, secretViolations, withoutShipped } from "./secret-violations.ts";

/** What one judge of content had to say. */
export interface JudgedContent {
  readonly violations: readonly ContentViolation[];
  readonly coverage: readonly Coverage[];
  readonly diagnostics: readonly Diagnostic[];
}

/** What the report of content needs beside it. */
export interface ContentReportFrame {
  readonly settings: Pick<
    ContentScanSettings,
    "configuration" | "configured" | "language" | "controlsOf" | "clock" | "without"
  >;
  readonly startedAt: string;
  /** Written before the paths of files: of a directory its name and a slash. */
  readonly pathPrefix: string;
}

/** Gives the report of an image, a root file system or a source tree. */
export function reportContent(
  content: AssembledContent,
  judged: readonly JudgedContent[],
  { settings, startedAt, pathPrefix }: ContentReportFrame,
): Report {
  const { inventory } = content;
  const { language, configured, controlsOf, configuration } = settings;
  const target: Target = {
    ...inventory.target,
    ...(inventory.distribution === undefined ? {} : { distribution: distributionName(content) }),
    ...(settings.without.has("packages") ? {} : { packages: inventory.packages.length }),
  };
  const fileSettings = {
    rules: new Map([...secretRules, ...malwareRules].map((rule) => [rule.id, rule])),
    image: inventory.image,
    severity: (rule: CheckDescription) => configuration.severity[rule.id] ?? rule.severity,
    pathPrefix,
    root: inventory.target.kind === "directory" ? ("" as const) : ("/" as const),
  };
  const disabled = new Set(configuration.disable);
  const violations = [
    ...judged.flatMap((judge) => judge.violations),
    ...secretViolations(withoutShipped(content.secrets, content.facts), fileSettings),
    ...malwareViolations(content.malware, fileSettings),
  ].filter(({ rule }) => !disabled.has(rule.id));
  const diagnostics = [...inventory.diagnostics, ...judged.flatMap((judge) => judge.diagnostics)];
  return {
    schemaVersion: 1,
    producer,
    target,
    startedAt,
    finishedAt: settings.clock().toISOString(),
    findings: toContentFindings(violations, { target, language, controlsOf, configured }),
    ...withRelations(imageRelations(inventory)),
    coverage: [...inventory.coverage, ...judged.flatMap((judge) => judge.coverage)],
    diagnostics: diagnostics.map((diagnostic) => reportDiagnostic(named(diagnostic, target, pathPrefix), language)),
  };
}

function distributionName({ inventory }: AssembledContent): string {
  const { prettyName, id = "", version } = inventory.distribution ?? {};
  return prettyName ?? (version === undefined ? id : `${id} ${version}`);
}

/** A diagnostic without a file is about the target itself. */
function named(diagnostic: Diagnostic, target: Target, pathPrefix: string): Diagnostic {
  const { location } = diagnostic;
  const path = location === undefined || location.path === "" ? target.name : pathPrefix + location.path;
  return { ...diagnostic, location: { ...location, path } };
}
