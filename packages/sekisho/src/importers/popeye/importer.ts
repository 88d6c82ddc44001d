import type { Severity } from "../../model/severity.ts";
import { type Conversion, defineImporter, type ImportContext, type ImportedRecord, type Outcome } from "../define.ts";
import { findKindOfResource } from "../parts/kind-of-resource.ts";
import { misconfigurationOutcome } from "../parts/misconfiguration-outcome.ts";
import { objectSubject, type ToldObject } from "../parts/object-subject.ts";
import { present } from "../parts/present.ts";
import { toTime } from "../parts/to-time.ts";
import { type PopeyeIssue, popeyeHeader, popeyeSection } from "./schema.ts";

const header = ["/ClusterName", "/ContextName", "/popeye/report_time"];

/** Reads what popeye says of a cluster. */
export const popeye = defineImporter({
  id: "popeye",
  name: "Popeye",
  reads: ["Popeye JSON and YAML, 0.20 and later: sections", "Popeye JSON and YAML, 0.9 to 0.11: sanitizers"],
  mapped: {
    en: "Issues of level 1 to 3 (info, warning, error): code and text of the message, object and container (group). Level 0, and objects without issues, are counted as passed. The target is ClusterName, else ContextName. Not read: scores, grades and tallies. JUnit of Popeye is read as JUnit.",
    ja: "レベル 1～3（info、warning、error）の問題について、メッセージのコードと内容、オブジェクト、コンテナ（group）を取り込みます。レベル 0 と、問題のないオブジェクトは合格数に入ります。対象は ClusterName、なければ ContextName です。score、grade、tally は取り込みません。Popeye の JUnit は JUnit として読み取ります。",
  },
  variants: [
    {
      name: "Popeye report, sections",
      form: "json",
      signs: [
        { at: "", is: "object" },
        { at: "/popeye", is: "object" },
        { at: "/popeye/score" },
        { at: "/popeye/sections" },
      ],
      header,
      records: [["/popeye/sections/*"]],
      begin,
    },
    {
      name: "Popeye report, sanitizers",
      form: "json",
      signs: [
        { at: "", is: "object" },
        { at: "/popeye", is: "object" },
        { at: "/popeye/score" },
        { at: "/popeye/sanitizers" },
      ],
      header,
      records: [["/popeye/sanitizers/*"]],
      begin,
    },
  ],
});

function begin(told: unknown, context: ImportContext): Conversion {
  const { ClusterName, ContextName, popeye: report } = context.read(popeyeHeader, told, "") ?? {};
  const name = [ClusterName, ContextName].find((one) => (one ?? "") !== "" && one !== "n/a") ?? context.targetName;
  return {
    target: { kind: "cluster", name },
    ...present({ scannedAt: toTime(report?.report_time) }),
    convert: (record) => convert(record, context),
  };
}

function* convert({ value, pointer }: ImportedRecord, context: ImportContext): Iterable<Outcome> {
  const read = context.read(popeyeSection, value, pointer);
  if (read === undefined) return;
  const { gvr, issues } = read;
  const section = read.linter ?? read.sanitizer ?? "";
  for (const [name, list] of Object.entries(issues ?? {})) {
    if (list === undefined || list === null || list.length === 0) yield { kind: "passed" };
    const about = objectOf(name, gvr ?? "", section);
    for (const issue of list ?? []) yield outcomeOf(issue, about, section);
  }
}

/** popeye names objects `shop/web`; of a cluster `-/web` or `web`. */
function objectOf(name: string, gvr: string, section: string): ToldObject {
  const slash = name.indexOf("/");
  const resource = gvr.slice(gvr.lastIndexOf("/") + 1) || section;
  return {
    apiVersion: apiVersionOf(gvr),
    kind: findKindOfResource(resource) ?? findKindOfResource(`${section}s`) ?? section,
    name: name.slice(slash + 1),
    namespace: slash === -1 ? "" : name.slice(0, slash),
  };
}

/** `apps/v1/deployments` is of `apps/v1`; `v1/pods` and a resource alone are of the core. */
function apiVersionOf(gvr: string): string {
  const end = gvr.lastIndexOf("/");
  return end === -1 ? "" : gvr.slice(0, end);
}

/** The group that stands for the object as a whole. */
const wholeObject = "__root__";
const severities: readonly Severity[] = ["info", "low", "medium", "high"];
const ratings = ["ok", "info", "warning", "error"];

function outcomeOf({ group, gvr, level, message }: PopeyeIssue, about: ToldObject, section: string): Outcome {
  const [, code, text] = /^\[(POP-\d{1,5})\] ?(.{0,20000})/s.exec(message ?? "") ?? [];
  const part = group ?? wholeObject;
  const isContainer = (gvr ?? "").endsWith("containers");
  const subject = objectSubject(about, isContainer && part !== wholeObject ? { name: part } : undefined);
  const rule = code ?? (section === "" ? "unnamed" : section);
  if (level === 0) return { kind: "passed", rule };
  return misconfigurationOutcome({
    rule,
    rating: ratings[level] ?? String(level),
    severity: severities[level] ?? "unknown",
    message: text ?? message,
    subject: part === wholeObject || isContainer ? subject : `${subject}/${part.slice(0, 300)}`,
  });
}
