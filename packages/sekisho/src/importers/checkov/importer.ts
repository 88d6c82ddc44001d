import * as z from "zod/mini";
import type { AcceptedException } from "../../model/finding.ts";
import {
  type Conversion,
  type DocumentVariant,
  defineImporter,
  type ImportContext,
  type ImportedRecord,
  type Outcome,
} from "../define.ts";
import { evidenceAt } from "../parts/evidence-at.ts";
import { placeInTree } from "../parts/file-place.ts";
import { flawOutcome } from "../parts/flaw-outcome.ts";
import { givenSeverities } from "../parts/given-severity.ts";
import { misconfigurationOutcome } from "../parts/misconfiguration-outcome.ts";
import { objectSubject } from "../parts/object-subject.ts";
import { optionalNumber, optionalText } from "../parts/optional-fields.ts";
import { secretOutcome } from "../parts/secret-outcome.ts";
import { toolPackageUrl } from "../parts/tool-package-url.ts";

const lists = ["failed_checks", "passed_checks", "skipped_checks", "parsing_errors"] as const;

/** Reads what Checkov says of every kind of file that it looks at. */
export const checkov = defineImporter({
  id: "checkov",
  name: "Checkov",
  reads: ["Checkov JSON (-o json), 2 and 3: one framework, or a list of several"],
  mapped: {
    en: "Failed checks of all frameworks: id, name, severity, file, lines, resource, guideline; secrets as secrets, packages with known flaws as flaws. Skipped checks are exceptions with their comment; files that could not be parsed are left out and told. Not mapped: code blocks, evaluations, connected nodes, fixed definitions.",
    ja: "すべてのフレームワークの失敗したチェックについて、ID、名前、深刻度、ファイル、行、リソース、ガイドラインを取り込みます。シークレットと脆弱なパッケージは、それぞれの種類の検出とします。スキップされたチェックはコメントを理由とする例外とし、解析できなかったファイルは診断として報告します。コードブロック、評価の経過、関連ノード、修正案は取り込みません。",
  },
  variants: [
    variant("Checkov JSON", "", [
      { at: "", is: "object" },
      { at: "/check_type", is: "text" },
      { at: "/results", is: "object" },
    ]),
    variant("Checkov JSON, several frameworks", "/*", [
      { at: "/*/check_type", is: "text" },
      { at: "/*/results", is: "object" },
      { at: "", is: "list" },
    ]),
  ],
});

function variant(name: string, at: string, signs: DocumentVariant["signs"]): DocumentVariant {
  return {
    name,
    form: "json",
    signs,
    header: [`${at}/summary`],
    records: [lists.map((list) => `${at}/results/${list}/*`)],
    begin,
  };
}

const counts = z.object({
  summary: z.nullish(z.object({ failed: optionalNumber, skipped: optionalNumber, parsing_errors: optionalNumber })),
});

/** Each part says how many checks it has: what is not there was lost on the way here. */
function begin(header: unknown, context: ImportContext): Conversion {
  let missing = 0;
  for (const [index, part] of [header ?? {}].flat().entries()) {
    const { failed, skipped, parsing_errors: unparsed } = context.read(counts, part, `/${index}`)?.summary ?? {};
    // A compact report leaves passed checks out and counts them all the same.
    missing += (failed ?? 0) + (skipped ?? 0) + (unparsed ?? 0);
  }
  return {
    target: { kind: "directory", name: context.targetName },
    convert: (record) => {
      if (!record.pattern.endsWith("/passed_checks/*")) missing--;
      return convert(record, context);
    },
    finish: () => {
      if (missing > 0) tellMissing(missing, context);
      return [];
    },
  };
}

function tellMissing(missing: number, context: ImportContext): void {
  context.tell({
    code: "missing",
    level: "warning",
    message: {
      en: `The summary counts ${missing} more results than the document has.`,
      ja: `summary の件数に対し、結果が ${missing} 件不足しています。`,
    },
    pointer: "",
  });
}

const details = z.object({
  package_name: optionalText,
  package_version: optionalText,
  package_type: optionalText,
  lowest_fixed_version: optionalText,
  severity: optionalText,
  cvss: optionalNumber,
  vector: optionalText,
  description: optionalText,
  link: optionalText,
  id: optionalText,
});

const checkResult = z.object({
  check_id: z.string(),
  check_name: optionalText,
  check_result: z.nullish(z.object({ result: optionalText, suppress_comment: optionalText })),
  file_path: optionalText,
  repo_file_path: optionalText,
  file_line_range: z.nullish(z.array(z.number())),
  resource: optionalText,
  severity: optionalText,
  guideline: optionalText,
  short_description: optionalText,
  vulnerability_details: z.nullish(details),
});

type CheckResult = z.infer<typeof checkResult>;

function convert({ value, pattern, pointer }: ImportedRecord, context: ImportContext): readonly Outcome[] {
  if (pattern.endsWith("/parsing_errors/*")) {
    const message = { en: "The tool could not read the file.", ja: "ツールがこのファイルを解析できませんでした。" };
    return [{ kind: "left-out", note: { code: "unparsed", level: "warning", message, pointer } }];
  }
  const check = context.read(checkResult, value, pointer);
  if (check === undefined) return [];
  if (pattern.endsWith("/passed_checks/*")) return [{ kind: "passed", rule: check.check_id }];
  const comment = check.check_result?.suppress_comment ?? "";
  const isSkipped = pattern.endsWith("/skipped_checks/*");
  return [toOutcome(check, isSkipped ? { reason: comment === "" ? "skipped" : comment } : undefined, context)];
}

function toOutcome(
  check: CheckResult,
  exception: AcceptedException | undefined,
  { targetName }: ImportContext,
): Outcome {
  const { check_id: rule, check_name: title, severity, guideline } = check;
  const path = (check.repo_file_path ?? check.file_path ?? "").replace(/^\/{1,10}/, "");
  const [startLine, endLine] = check.file_line_range ?? [];
  const place = { startLine, endLine };
  const evidence = path === "" ? [] : [evidenceAt(path, place)];
  const flaw = check.vulnerability_details;
  if (flaw !== undefined && flaw !== null) return toFlaw(check, flaw, { evidence, exception });
  if (rule.startsWith("CKV_SECRET_")) {
    const severityOfSecret = "high";
    return secretOutcome({ rule, title, severity: severityOfSecret, path, ...place, exception });
  }
  const tree = { kind: "directory", name: targetName } as const;
  const { subject, target } = placeInTree({ path, tool: "checkov", rule, tree });
  const resource = check.resource ?? "";
  return misconfigurationOutcome({
    rule,
    title,
    rating: severity,
    message: title,
    subject: subjectOf(resource, { subject, kind: target?.kind }),
    target,
    evidence,
    exception,
    references: [guideline],
    status: check.check_result?.result,
  });
}

/** `Deployment.shop.web` is an object; `Dockerfile.` and `RUN` name nothing that our subjects do. */
function subjectOf(
  resource: string,
  { subject, kind }: { readonly subject: string; readonly kind: string | undefined },
): string {
  if (kind === "dockerfile") return "";
  if (kind === "manifest") {
    const [, type, namespace, name] = /^([A-Za-z]{1,100})\.([^.]{1,253})\.(.{1,253})$/.exec(resource) ?? [];
    return name === undefined ? resource : objectSubject({ kind: type, namespace, name });
  }
  return resource === "" || subject === "" ? subject + resource : `${subject}/${resource}`;
}

function toFlaw(
  check: CheckResult,
  flaw: z.infer<typeof details>,
  held: Pick<Parameters<typeof flawOutcome>[0], "evidence" | "exception">,
): Outcome {
  const name = flaw.package_name ?? check.resource ?? "unnamed";
  const version = flaw.package_version ?? "";
  return flawOutcome({
    ...held,
    id: flaw.id ?? check.check_id,
    package: toolPackageUrl({ kinds: [flaw.package_type], name, version }),
    name,
    installed: version,
    fixedIn: flaw.lowest_fixed_version,
    rating: flaw.severity ?? check.severity,
    title: check.short_description,
    description: flaw.description,
    severities: givenSeverities([{ from: "checkov", score: flaw.cvss, vector: flaw.vector }]),
    references: [flaw.link, check.guideline],
  });
}
