import { childrenOf, findChild, type XmlElement } from "../../formats/xml/parse-xml.ts";
import {
  type Conversion,
  type DocumentVariant,
  defineImporter,
  type ImportContext,
  type ImportedRecord,
  type ImportedTarget,
  type Outcome,
} from "../define.ts";
import { imageTarget } from "../parts/image-target.ts";
import { leftOut } from "../parts/left-out.ts";
import { misconfigurationOutcome } from "../parts/misconfiguration-outcome.ts";
import { present } from "../parts/present.ts";
import { toTime } from "../parts/to-time.ts";

/** Groups of rules hold groups: benchmarks of the SCAP Security Guide go six deep. */
const maxGroups = 10;

/** Reads results of OpenSCAP and of other programs that judge by XCCDF. */
export const openscap = defineImporter({
  id: "openscap",
  name: "OpenSCAP",
  reads: [
    "XCCDF 1.1 and 1.2 results (oscap xccdf eval --results), with the benchmark or the test result alone",
    "ARF 1.1 (oscap xccdf eval --results-arf)",
  ],
  mapped: {
    en: "Rules with result fail: id, severity, title, rationale, how to repair, identifiers (CCE) as further names, messages, time; the machine or image that was looked at. pass and fixed count as passed; informational is a finding of severity info; error and unknown, notchecked, notapplicable and notselected are left out and told. Waived results (override) are exceptions. Not mapped: OVAL details, scores, profiles, remediation scripts.",
    ja: "結果が fail のルールについて、ID、深刻度、タイトル、根拠、対処、識別子（CCE、別名として）、メッセージ、日時と、検査したマシンまたはイメージを取り込みます。pass と fixed は問題なしとして数え、informational は深刻度「情報」の検出とします。error、unknown、notchecked、notapplicable、notselected は取り込まず、診断として報告します。override による免除は例外とします。OVAL の詳細、スコア、プロファイル、修復スクリプトは取り込みません。",
  },
  variants: [
    variant("XCCDF benchmark with results", "/Benchmark", "/Benchmark/TestResult"),
    variant("XCCDF test result", "/TestResult", "/TestResult"),
    variant(
      "ARF",
      "/asset-report-collection",
      "/asset-report-collection/reports/report/content/TestResult",
      "/asset-report-collection/report-requests/report-request/content/data-stream-collection/component/Benchmark",
    ),
  ],
});

/** Rules come first, wherever they stand: their results refer to them. */
function variant(name: string, root: string, result: string, benchmark = root): DocumentVariant {
  const groups = Array.from({ length: maxGroups }, (_, depth) => `${benchmark}${"/Group".repeat(depth)}/Rule`);
  const isCollection = root === "/asset-report-collection";
  return {
    name,
    form: "xml",
    signs: [
      { at: root, is: "object" },
      isCollection ? { at: `${root}/report-requests`, is: "object" } : { at: `${root}/@id`, is: "text" },
    ],
    header: [`${result}/target`],
    records: [groups, [`${result}/rule-result`]],
    begin: (header, context) => new ResultConversion(header, result, context),
  };
}

/** What a rule says of itself. */
interface KnownRule {
  readonly title: string;
  readonly rationale: string;
  readonly remedy: string;
  readonly severity: string;
}

/** Converts the results of one run: the rules first, then what became of each. */
class ResultConversion implements Conversion {
  readonly target: ImportedTarget;
  readonly toolVersion?: string;
  readonly scannedAt?: string;
  readonly #rules = new Map<string, KnownRule>();
  readonly #context: ImportContext;
  #hasResults = false;

  constructor(header: unknown, result: string, context: ImportContext) {
    this.#context = context;
    this.target = targetOf(elementAt(header, `${result}/target`)?.text ?? "", context.targetName);
    const run = elementAt(header, result)?.attributes;
    const version = /openscap:([\w.]{1,40})$/.exec(run?.get("test-system") ?? "")?.[1];
    const scannedAt = toTime(run?.get("end-time") ?? run?.get("start-time"));
    if (version !== undefined) this.toolVersion = version;
    if (scannedAt !== undefined) this.scannedAt = scannedAt;
  }

  convert({ value, pattern, pointer, line }: ImportedRecord): readonly Outcome[] {
    if (!isElement(value)) return [];
    if (pattern.endsWith("/Rule")) {
      const id = value.attributes.get("id") ?? "";
      if (id !== "") this.#rules.set(id, describeRule(value));
      return [];
    }
    this.#hasResults = true;
    return [toOutcome(value, this.#rules, line === undefined ? pointer : `${pointer}[${line}]`)];
  }

  finish(): readonly Outcome[] {
    if (!this.#hasResults) this.#context.tell(withoutResults);
    return [];
  }
}

const withoutResults = {
  code: "no-results",
  level: "warning",
  message: {
    en: "The document has rules and no results: nothing was judged yet.",
    ja: "ルールのみで評価結果がない文書です。まだ何も評価されていません。",
  },
  pointer: "",
} as const;

/** `docker-image://sha256:…` and `podman-image://…` are what oscap-docker and oscap-podman look at. */
function targetOf(name: string, otherName: string): ImportedTarget {
  const image = /^(?:docker|podman)-image:\/\/(.{1,500})$/.exec(name)?.[1];
  if (image !== undefined) return imageTarget({ name: image, digests: [image] });
  return { kind: "host", name: name === "" ? otherName : name };
}

function describeRule(rule: XmlElement): KnownRule {
  return {
    title: textOf(findChild(rule, "title")),
    rationale: textOf(findChild(rule, "rationale")) || textOf(findChild(rule, "description")),
    remedy: textOf(findChild(rule, "fixtext")),
    severity: rule.attributes.get("severity") ?? "",
  };
}

const maxText = 4_000;
const maxTextLevels = 10;

/** Texts are HTML: what stands in the elements inside belongs to them. */
function textOf(element: XmlElement | undefined, level = 0): string {
  if (element === undefined || level > maxTextLevels) return "";
  const parts = [element.text, ...element.children.map((child) => textOf(child, level + 1))];
  return parts
    .filter((part) => part !== "")
    .join(" ")
    .replaceAll(/\s{1,1000}/g, " ")
    .slice(0, maxText);
}

/** Results that say neither yes nor no. Source: XCCDF 1.2, table 26. */
const undecided: ReadonlySet<string> = new Set(["error", "unknown", "notchecked", "notapplicable", "notselected"]);

function toOutcome(result: XmlElement, rules: ReadonlyMap<string, KnownRule>, pointer: string): Outcome {
  const id = result.attributes.get("idref") ?? "";
  const rule = id.replace(/^xccdf_.{1,200}?_rule_/, "");
  const word = findChild(result, "result")?.text ?? "";
  const override = childrenOf(result, "override").find((one) => findChild(one, "old-result")?.text === "fail");
  if ((word === "pass" || word === "fixed") && override === undefined) return { kind: "passed", rule };
  if (undecided.has(word) && override === undefined) {
    return leftOut("undecided", pointer, {
      en: `Not judged: ${word}.`,
      ja: `評価されていません: ${word}。`,
    });
  }
  const known = rules.get(id);
  const rating = result.attributes.get("severity") ?? known?.severity;
  const messages = childrenOf(result, "message").map((message) => message.text);
  const idents = childrenOf(result, "ident").map((ident) => ident.text);
  const times = { lastSeen: toTime(result.attributes.get("time")) };
  return misconfigurationOutcome({
    rule,
    aliases: idents.filter((ident) => /^CCE-[\d-]{1,20}$/.test(ident)).map((ident) => `cce:${ident}`),
    rating,
    ...(word === "informational" ? { severity: "info" } : {}),
    title: known?.title,
    message: [...messages, known?.rationale ?? ""].filter((text) => text !== "").join(" "),
    remediation: known?.remedy,
    subject: childrenOf(result, "instance")
      .map((instance) => instance.text)
      .join(" "),
    status: word,
    ...present(override === undefined ? times : { ...times, exception: exceptionOf(override) }),
  });
}

function exceptionOf(override: XmlElement): { readonly reason: string; readonly owner?: string } {
  const remark = textOf(findChild(override, "remark"));
  return {
    reason: remark === "" ? `override: ${findChild(override, "new-result")?.text ?? ""}` : remark,
    ...present({ owner: override.attributes.get("authority") }),
  };
}

function elementAt(header: unknown, pattern: string): XmlElement | undefined {
  const value: unknown = header instanceof Map ? header.get(pattern) : undefined;
  return isElement(value) ? value : undefined;
}

function isElement(value: unknown): value is XmlElement {
  return typeof value === "object" && value !== null && "attributes" in value && "children" in value;
}
