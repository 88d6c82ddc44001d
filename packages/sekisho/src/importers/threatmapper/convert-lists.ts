import type { output } from "zod/mini";
import type { AcceptedException } from "../../model/finding.ts";
import type { ImportContext, ImportedRecord, ImportedTarget, Outcome } from "../define.ts";
import { evidenceAt } from "../parts/evidence-at.ts";
import { fileSubject } from "../parts/file-place.ts";
import { imageTarget } from "../parts/image-target.ts";
import { leftOut } from "../parts/left-out.ts";
import { misconfigurationOutcome } from "../parts/misconfiguration-outcome.ts";
import { present } from "../parts/present.ts";
import { secretOutcome } from "../parts/secret-outcome.ts";
import { severityOfWord } from "../parts/severity-of-word.ts";
import { complianceTest, malwareMatch, malwareRow, secretMatch, secretRow } from "./list-schema.ts";

/** Converts one entry of a list. */
type Convert = (record: ImportedRecord, context: ImportContext) => readonly Outcome[];

/** Reads a row of the table of malware. */
export const convertMalwareRow: Convert = ({ value, pointer }, context) => {
  const row = context.read(malwareRow, value, pointer);
  if (row === undefined) return [];
  return [
    malware({
      rule: row["Rule Name"],
      path: row["File Name"],
      message: row.Summary,
      rating: row.Severity,
      target: nodeTarget(row["Node Name"], row["Node Type"] ?? row.NodeType, context),
      exception: maskedOf(row.Masked),
    }),
  ];
};

/** Reads a match of the scanner for malware. */
export const convertMalwareMatch: Convert = ({ value, pointer }, context) => {
  const match = context.read(malwareMatch, value, pointer);
  if (match === undefined) return [];
  return [
    malware({
      rule: match.rule_name,
      path: match.complete_filename,
      message: match.summary ?? match.meta_rules?.description,
      rating: match.file_severity,
      layer: match.image_layer_id,
      reference: match.meta_rules?.reference,
    }),
  ];
};

type Told = string | null | undefined;

interface ToldMalware {
  readonly rule: string;
  readonly path: Told;
  readonly message: Told;
  readonly rating: Told;
  readonly layer?: Told;
  readonly reference?: Told;
  readonly target?: ImportedTarget | undefined;
  readonly exception?: AcceptedException | undefined;
}

function malware({ rule, path, message, rating, layer, reference, target, exception }: ToldMalware): Outcome {
  // The scanner unpacks images into a folder of its own, with another name each time.
  const place = (path ?? "").replace(/^\/tmp\/Deepfence\/YaraHunter\/df_[0-9a-f]{1,64}(?=\/)/, "");
  return {
    kind: "finding",
    finding: {
      kind: "malware",
      rule,
      severity: severityOfWord(rating),
      title: rule,
      message: isFilled(message) ? message : `${place}: ${rule}`,
      subject: fileSubject(place),
      evidence: place === "" ? [] : [evidenceAt(place, { layer })],
      ...present({
        rating: isFilled(rating) ? rating : undefined,
        target,
        exception,
        references: isFilled(reference) ? [reference] : undefined,
      }),
    },
  };
}

/** Reads a row of the table of secrets. */
export const convertSecretRow: Convert = ({ value, pointer }, context) => {
  const row = context.read(secretRow, value, pointer);
  if (row === undefined) return [];
  return [
    secretOutcome({
      rule: isFilled(row.Rule) ? row.Rule : row.Name,
      title: row.Name,
      severity: severityOfWord(row.Severity),
      rating: row.Severity,
      path: row.Filename ?? "",
      target: nodeTarget(row["Node Name"], undefined, context),
      exception: maskedOf(row.Masked),
    }),
  ];
};

/** Reads a match of the scanner for secrets. */
export const convertSecretMatch: Convert = ({ value, pointer }, context) => {
  const found = context.read(secretMatch, value, pointer);
  if (found === undefined) return [];
  const { rule, match, severity } = found;
  return [
    secretOutcome({
      rule: typeof rule.id === "number" ? `${rule.id}` : rule.name,
      title: rule.name,
      severity: severityOfWord(severity?.level),
      rating: severity?.level,
      path: match?.full_filename ?? "",
    }),
  ];
};

/** Reads a test of a benchmark, of a node or of a cloud account. */
export const convertComplianceTest: Convert = ({ value, pointer }, context) => {
  const test = context.read(complianceTest, value, pointer);
  if (test === undefined) return [];
  const rule = [test.test_number, test.control_id, test.test_info, test.title].find(isFilled) ?? "unnamed";
  const status = test.status.toLowerCase();
  if (status === "pass" || status === "ok") return [{ kind: "passed", rule }];
  if (status !== "warn" && status !== "alarm" && status !== "fail") {
    return [
      leftOut("not-judged", pointer, {
        en: `${rule.slice(0, 60)}: ThreatMapper did not judge this; somebody has to look.`,
        ja: `${rule.slice(0, 60)}: ThreatMapper が判定していない項目です。人による確認が必要です。`,
      }),
    ];
  }
  const rating = [test.test_severity, test.severity].find(isFilled);
  return [
    misconfigurationOutcome({
      rule,
      ...(rating === undefined ? { severity: "medium", rating: test.status } : { rating }),
      title: [test.title, test.test_info, test.description, test.test_desc].find(isFilled),
      message: [test.reason, test.test_rationale, test.description, test.test_info].find(isFilled),
      remediation: [test.remediation_script, test.remediation_ansible].find(isFilled),
      subject: test.resource ?? "",
      target: testedTarget(test, context),
      exception: maskedOf(test.masked),
      status: test.status,
    }),
  ];
};

function testedTarget(test: output<typeof complianceTest>, context: ImportContext): ImportedTarget {
  const account = [test.account_id, test.cloud_account_id].find(isFilled);
  const isCloud = isFilled(test.account_id) || /cloud/i.test(test.node_type ?? "");
  if (isCloud && account !== undefined) return { kind: "cloud-account", name: account };
  const name = [test.node_name, test.host_name, test.node_id].find(isFilled) ?? context.targetName;
  return /cluster/i.test(test.node_type ?? "") ? { kind: "cluster", name } : { kind: "host", name };
}

function nodeTarget(name: Told, type: Told, { targetName }: ImportContext): ImportedTarget {
  const found = isFilled(name) ? name : targetName;
  return /image/i.test(type ?? "") ? imageTarget({ name: found }) : { kind: "host", name: found };
}

function maskedOf(masked: Told | boolean): AcceptedException | undefined {
  return masked === true || (typeof masked === "string" && masked.toLowerCase() === "true")
    ? { reason: "masked" }
    : undefined;
}

function isFilled(text: Told): text is string {
  return typeof text === "string" && text.trim() !== "";
}
