import type { output } from "zod/mini";
import {
  type Conversion,
  defineImporter,
  type ImportContext,
  type ImportedRecord,
  type ImportedTarget,
  type Outcome,
} from "../define.ts";
import { evidenceAt } from "../parts/evidence-at.ts";
import { fileSubject } from "../parts/file-place.ts";
import { flawOutcome } from "../parts/flaw-outcome.ts";
import { givenSeverities } from "../parts/given-severity.ts";
import { imageTarget } from "../parts/image-target.ts";
import { misconfigurationOutcome } from "../parts/misconfiguration-outcome.ts";
import { notScanned } from "../parts/not-scanned.ts";
import { toolPackageUrl } from "../parts/tool-package-url.ts";
import { neuvectorCheck, neuvectorFlaw, neuvectorHead, neuvectorSecret } from "./schema.ts";

const headFields = ["registry", "repository", "tag", "digest", "base_os"];
const lists = ["vulnerabilities", "checks", "secrets"];

/** Reads what NeuVector says of images and containers, and the answers of its benchmarks. */
export const neuvector = defineImporter({
  id: "neuvector",
  name: "NeuVector",
  reads: ["NeuVector scan report: REST API and scanner", "NeuVector compliance: REST API"],
  mapped: {
    en: "Vulnerabilities with severity, CVSS 2 and 3, fixed version, link; checks of benchmarks by their number (PASS and INFO passed); secrets. Modules, environment and permissions of files are not mapped.",
    ja: "脆弱性を、重大度、CVSS 2 と 3、修正バージョン、リンクとともに取り込みます。ベンチマークの検査は番号で取り込み、PASS と INFO は合格とします。シークレットも取り込みます。モジュール、環境変数、ファイルの権限は取り込みません。",
  },
  variants: [
    {
      name: "NeuVector scan report",
      form: "json",
      signs: [{ at: "/report", is: "object" }, { at: "/report/vulnerabilities" }],
      header: ["/error_message", ...headFields.map((field) => `/report/${field}`)],
      records: [lists.map((list) => `/report/${list}/*`)],
      begin,
    },
    {
      name: "NeuVector compliance report",
      form: "json",
      signs: [{ at: "/report", isAbsent: true }, { at: "/items/*/test_number" }, { at: "/items/*/level" }],
      header: [],
      records: [["/items/*"]],
      begin,
    },
    {
      name: "NeuVector compliance of one target",
      form: "json",
      signs: [
        { at: "/report/checks/*/test_number" },
        { at: "/report/checks/*/level" },
        { at: "/report/vulnerabilities", isAbsent: true },
      ],
      header: [],
      records: [["/report/checks/*"]],
      begin,
    },
  ],
});

function begin(header: unknown, context: ImportContext): Conversion {
  const head = context.read(neuvectorHead, header ?? {}, "");
  if (head?.error_message) context.tell(notScanned("NeuVector", head.error_message, "/error_message"));
  const { registry, repository, tag, digest, base_os: system } = head?.report ?? {};
  const host = (registry ?? "").replace(/^https?:\/\//, "").replace(/\/$/, "");
  const path = repository ? `${host === "" ? "" : `${host}/`}${repository}${tag ? `:${tag}` : ""}` : "";
  const target = imageTarget({ name: path || context.targetName, digests: [digest], distribution: system });
  return { target, convert: (record) => convert(record, { target, system: system ?? undefined, context }) };
}

interface Around {
  readonly target: ImportedTarget;
  readonly system: string | undefined;
  readonly context: ImportContext;
}

function convert({ value, pattern, pointer }: ImportedRecord, around: Around): readonly Outcome[] {
  const { context, target } = around;
  if (pattern.endsWith("/vulnerabilities/*")) {
    const flaw = context.read(neuvectorFlaw, value, pointer);
    return flaw === undefined ? [] : [toFlaw(flaw, around)];
  }
  if (pattern.endsWith("/secrets/*")) {
    const secret = context.read(neuvectorSecret, value, pointer);
    return secret === undefined ? [] : [toSecret(secret, target)];
  }
  const check = context.read(neuvectorCheck, value, pointer);
  return check === undefined ? [] : [toCheck(check, target)];
}

/** Packages of languages are named `python:requests` or `golang.org/x/net`, those of the system alone. */
function toFlaw(flaw: output<typeof neuvectorFlaw>, { target, system }: Around): Outcome {
  const told = flaw.package_name;
  const [, language, rest] = /^(python|ruby|npm|node|java|golang|php|nuget):(.{1,400})$/.exec(told) ?? [];
  const isGo = /^[a-z0-9-]{1,60}\.[a-z]{2,10}\//.test(told);
  const name = rest ?? told;
  const kind = language ?? (isGo ? "golang" : system);
  return flawOutcome({
    id: flaw.name,
    aliases: flaw.cves,
    package: toolPackageUrl({
      kinds: [kind],
      name,
      version: flaw.package_version,
      distribution: kind === system ? system : undefined,
    }),
    name,
    installed: flaw.package_version,
    fixedIn: flaw.fixed_version,
    rating: flaw.severity,
    description: flaw.description,
    evidence: [evidenceAt(flaw.file_name || target.name)],
    severities: givenSeverities([
      { from: "neuvector", vector: flaw.vectors_v3, score: flaw.score_v3 },
      { from: "neuvector", vector: flaw.vectors, score: flaw.score },
    ]),
    score: flaw.score_v3 || flaw.score || undefined,
    references: [flaw.link],
  });
}

function toCheck(check: output<typeof neuvectorCheck>, target: ImportedTarget): Outcome {
  const rule = check.test_number || check.name || "check";
  const level = (check.level ?? "").toUpperCase();
  if (level === "PASS" || level === "INFO" || level === "NOTE") return { kind: "passed", rule };
  const message = (check.message ?? []).join("; ");
  return misconfigurationOutcome({
    rule,
    rating: check.level,
    severity: severityOfLevel(level),
    title: check.description || rule,
    message: message || check.description,
    remediation: check.remediation,
    subject: "",
    evidence: [evidenceAt(target.name)],
    status: check.level,
  });
}

/** Benchmarks know no severities: what has to be repaired is of medium severity unless the level says more. */
function severityOfLevel(level: string): "high" | "medium" | "unknown" {
  if (level === "WARN" || level === "") return "medium";
  return level === "HIGH" || level === "FAIL" || level === "ERROR" ? "high" : "unknown";
}

function toSecret(
  { type, path, evidence, suggestion }: output<typeof neuvectorSecret>,
  target: ImportedTarget,
): Outcome {
  const place = evidenceAt(path || target.name);
  return {
    kind: "finding",
    finding: {
      kind: "secret",
      rule: type,
      severity: "high",
      title: type,
      message: `${type}: ${path ?? ""}`,
      ...(suggestion ? { remediation: suggestion } : {}),
      subject: fileSubject(path ?? ""),
      // NeuVector has put asterisks in place of the secret.
      evidence: [evidence ? { ...place, excerpt: evidence.slice(0, 300) } : place],
    },
  };
}
