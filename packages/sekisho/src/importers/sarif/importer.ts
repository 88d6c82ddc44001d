import type { AcceptedException } from "../../model/finding.ts";
import type { Severity } from "../../model/severity.ts";
import {
  type Conversion,
  defineImporter,
  type ImportContext,
  type ImportedFinding,
  type ImportedRecord,
  type ImportedTarget,
  type ImportedTool,
  type Outcome,
} from "../define.ts";
import { placeInTree } from "../parts/file-place.ts";
import { flawOutcome, textsOf } from "../parts/flaw-outcome.ts";
import { imageTarget } from "../parts/image-target.ts";
import { present } from "../parts/present.ts";
import { severityOfScore } from "../parts/severity-of-score.ts";
import { toTime } from "../parts/to-time.ts";
import { toolIdOf } from "../parts/tool-id.ts";
import { findFlawId, readFlaw } from "./flaws.ts";
import { tellFailures } from "./invocations.ts";
import { SarifPlaces } from "./places.ts";
import { SarifRules, textOf, weaknessesOf } from "./rules.ts";
import { type SarifResult, type SarifRun, sarifHeader, sarifResult } from "./schema.ts";

/** Reads results of static analysis, whatever tool wrote them. */
export const sarif = defineImporter({
  id: "sarif",
  name: "SARIF",
  reads: ["SARIF 2.1.0 of any tool"],
  mapped: {
    en: "One finding a result, named by the tool's own id (`trivy:CVE-…`): rule with texts, help and CWE, level, kind, security-severity, places with regions and bases, suppressions, baseline state, fixes' descriptions, failures of invocations. Packages of known flaws are read from the messages of Trivy, Grype, Docker Scout and OSV-Scanner. Not mapped: code flows, graphs, related locations, fingerprints, rank, attachments.",
    ja: "結果 1 件を検出 1 件とし、ルールは元のツールの ID（`trivy:CVE-…`）で識別します。ルールの説明と CWE、level、kind、security-severity、位置、抑制、baselineState、修正の説明、実行の失敗を取り込みます。脆弱性の対象パッケージは、Trivy、Grype、Docker Scout、OSV-Scanner のメッセージから読み取ります。codeFlows、graphs、relatedLocations、fingerprints、rank、attachments は取り込みません。",
  },
  variants: [
    {
      name: "SARIF 2.1.0",
      form: "json",
      signs: [
        { at: "/version", matches: /^2\.1\./ },
        { at: "/runs", is: "list" },
      ],
      header: [
        "/runs/*/tool",
        "/runs/*/artifacts",
        "/runs/*/originalUriBaseIds",
        "/runs/*/invocations",
        "/runs/*/properties",
      ],
      records: [["/runs/*/results/*"]],
      begin,
    },
  ],
});

/** A run with what its results refer to. */
interface OpenRun {
  readonly run: SarifRun;
  readonly rules: SarifRules;
  readonly places: SarifPlaces;
  readonly tool: ImportedTool;
  readonly target: ImportedTarget;
}

function begin(header: unknown, context: ImportContext): Conversion {
  const runs = context.read(sarifHeader, header ?? {}, "")?.runs ?? [];
  for (const [index, run] of runs.entries())
    tellFailures(run?.invocations ?? [], `/runs/${index}/invocations`, context);
  for (const [index, run] of runs.entries()) if (run?.tool === undefined) tellNoTool(`/runs/${index}`, context);
  if (runs.length === 0) tellNoTool("/runs", context);
  const open = runs.map((run) => openRun(run ?? {}, context));
  const [first, ...others] = open;
  const scannedAt = toTime(runs[0]?.invocations?.[0]?.startTimeUtc);
  return {
    target: first?.target ?? { kind: "directory", name: context.targetName },
    ...present({ tool: others.every(({ tool }) => tool.id === first?.tool.id) ? first?.tool.id : undefined }),
    ...present({ toolVersion: others.length === 0 ? first?.tool.version : undefined, scannedAt }),
    convert: (record) => convert(record, open[record.indices[0] ?? 0] ?? openRun({}, context), context),
  };
}

/** Every run names its tool, whether it found something or not. Source: SARIF 2.1.0, section 3.14.6. */
function tellNoTool(pointer: string, context: ImportContext): void {
  context.tell({
    code: "no-run",
    level: "warning",
    message: {
      en: "Expected a run with the tool that made it.",
      ja: "tool を持つ実行結果（run）を想定しましたが、ありません。",
    },
    pointer,
  });
}

function openRun(run: SarifRun, { targetName }: ImportContext): OpenRun {
  const driver = run.tool?.driver;
  const version = driver?.semanticVersion ?? driver?.version;
  const { imageName, repoDigests, imageID } = run.properties ?? {};
  const isImage = typeof imageName === "string" && imageName !== "";
  return {
    run,
    rules: new SarifRules(run),
    places: new SarifPlaces(run),
    tool: { id: toolIdOf(driver?.name) ?? "sarif", ...present({ version: version === "" ? undefined : version }) },
    target: isImage
      ? imageTarget({ name: imageName, digests: [...(repoDigests ?? []), imageID] })
      : { kind: "directory", name: targetName },
  };
}

function convert({ value, pointer }: ImportedRecord, open: OpenRun, context: ImportContext): readonly Outcome[] {
  const result = context.read(sarifResult, value, pointer);
  if (result === undefined) return [];
  const rule = open.rules.idOf(result, open.rules.findRule(result));
  const { kind, baselineState } = result;
  // What was in the baseline and is not there any more is nothing that the tool sees.
  const isPassed = kind === "pass" || kind === "notApplicable" || baselineState === "absent";
  return [isPassed ? { kind: "passed", ...(rule === "" ? {} : { rule }) } : toFinding(result, rule, open)];
}

function toFinding(result: SarifResult, rule: string, { rules, places, tool, target }: OpenRun): Outcome {
  const held = rules.findRule(result);
  const evidence = places.evidenceOf(result.locations ?? []);
  const path = evidence[0]?.location.path ?? places.pathOf(result.analysisTarget) ?? "";
  const message = textOf(result.message, held) ?? textOf(held?.rule.fullDescription) ?? "";
  const rated = rate(result, rules.levelOf(result, held), held?.rule.properties?.["security-severity"]);
  const told = {
    ...rated,
    remediation: textOf(result.fixes?.[0]?.description) ?? textOf(held?.rule.help),
    references: textsOf([held?.rule.helpUri, result.hostedViewerUri]),
    weaknesses: weaknessesOf(result, held),
    exception: exceptionOf(result),
    firstSeen: toTime(result.provenance?.firstDetectionTimeUtc),
    lastSeen: toTime(result.provenance?.lastDetectionTimeUtc),
  };
  const flaw = findFlawId(rule);
  if (flaw !== undefined) {
    const read = readFlaw(flaw, { result, rule: held?.rule, message, path });
    const title = textOf(held?.rule.shortDescription);
    const outcome = flawOutcome({ ...read, ...told, title, description: message, evidence, target });
    return outcome.kind === "finding" ? { ...outcome, finding: { ...outcome.finding, tool } } : outcome;
  }
  const tags = [...(held?.rule.properties?.tags ?? []), ...(result.properties?.tags ?? [])];
  return {
    kind: "finding",
    finding: {
      kind: kindOf(tool.id, tags),
      tool,
      rule,
      aliases: aliasesOf(tool.id, rule),
      title: textOf(held?.rule.shortDescription) ?? held?.rule.name ?? rule,
      message,
      evidence,
      ...placeOf(result, { path, tool: tool.id, rule, tree: target }),
      ...present({ ...told, status: statusOf(result) }),
      ...rated,
    },
  };
}

function placeOf(
  { locations }: SarifResult,
  file: Parameters<typeof placeInTree>[0],
): Pick<ImportedFinding, "subject" | "target"> {
  const place = placeInTree(file);
  const logical = locations?.[0]?.logicalLocations?.[0];
  const about = logical?.fullyQualifiedName ?? logical?.name ?? "";
  // A place in words is finer than a file: the function, the resource of a template.
  return about === "" ? place : { ...place, subject: place.subject === "" ? about : `${place.subject}/${about}` };
}

const severityOfLevel: Readonly<Record<string, Severity>> = {
  error: "high",
  warning: "medium",
  note: "low",
  none: "info",
};

/** A score that is made for people who look after security tells more than the level. */
function rate(
  { properties }: SarifResult,
  level: string,
  ofRule: string | number | null | undefined,
): { readonly severity: Severity | "unknown"; readonly rating: string } {
  const written = properties?.["security-severity"] ?? ofRule;
  const score = written === undefined || written === null || written === "" ? undefined : Number(written);
  const severity = score === undefined || !(score > 0) ? undefined : severityOfScore(score);
  return { severity: severity ?? severityOfLevel[level] ?? "unknown", rating: level };
}

function statusOf({ kind, baselineState, suppressions }: SarifResult): string | undefined {
  const waiting = (suppressions ?? []).map((one) => one.status ?? one.state).find((one) => typeof one === "string");
  const words = [kind === "fail" ? undefined : kind, baselineState, waiting].filter((word) => typeof word === "string");
  return words.length === 0 ? undefined : words.join(", ");
}

/** One that nobody has agreed to, or that was refused, suppresses nothing. Source: SARIF 2.1.0, section 3.27.23. */
function exceptionOf({ suppressions }: SarifResult): AcceptedException | undefined {
  const [first] = suppressions ?? [];
  if (first === undefined) return undefined;
  const isPending = (suppressions ?? []).some(({ status, state }) =>
    ["underReview", "rejected"].includes(status ?? state ?? "accepted"),
  );
  if (isPending) return undefined;
  const reason = (suppressions ?? []).map(({ justification }) => justification ?? "").find((text) => text !== "");
  return { reason: reason ?? first.kind ?? "suppressed" };
}

const secretTools: ReadonlySet<string> = new Set(["gitleaks", "trufflehog", "detect-secrets"]);

function kindOf(tool: string, tags: readonly string[]): "secret" | "misconfiguration" {
  return secretTools.has(tool) || tags.includes("secret") ? "secret" : "misconfiguration";
}

/** hadolint hands on what ShellCheck says. */
function aliasesOf(tool: string, rule: string): readonly string[] {
  return /^SC\d{4}$/.test(rule) && tool !== "shellcheck" ? [`shellcheck:${rule}`] : [];
}
