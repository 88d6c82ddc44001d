import { defineImporter, type ImportContext, type ImportedRecord, type Outcome } from "../define.ts";
import { leftOut } from "../parts/left-out.ts";
import { misconfigurationOutcome } from "../parts/misconfiguration-outcome.ts";
import { objectSubject } from "../parts/object-subject.ts";
import { kubesecReport } from "./schema.ts";

/** Reads what kubesec says of manifests. */
export const kubesec = defineImporter({
  id: "kubesec",
  name: "kubesec",
  reads: ["kubesec JSON, 2.0 and later"],
  mapped: {
    en: "Of each object the items of scoring: critical has severity critical, advise has low; passed is counted. id, selector, reason, object and file. An object that kubesec cannot judge is left out and told. Not read: scores and points, which rate the object as a whole.",
    ja: "各オブジェクトの scoring の項目について、id、selector、reason、オブジェクト、ファイルを取り込みます。深刻度は、critical が「緊急」、advise が「低」になります。passed は件数だけを数えます。kubesec が判定できないオブジェクトは取り込まず、診断に示します。オブジェクト全体の評価である score と points は取り込みません。",
  },
  variants: [
    {
      name: "kubesec JSON",
      form: "json",
      signs: [
        { at: "", is: "list" },
        { at: "/*/object", is: "text" },
        { at: "/*/valid", is: "boolean" },
        { at: "/*/scoring" },
      ],
      header: [],
      records: [["/*"]],
      begin: (_, context) => ({
        target: { kind: "manifest", name: context.targetName },
        convert: (record) => convert(record, context),
      }),
    },
  ],
});

function* convert({ value, pointer }: ImportedRecord, context: ImportContext): Iterable<Outcome> {
  const read = context.read(kubesecReport, value, pointer);
  if (read === undefined) return;
  const { object, valid, fileName, message, scoring } = read;
  if (valid === false) {
    yield leftOut("not-judged", pointer, {
      en: `${object.slice(0, 300)}: kubesec could not judge it. ${(message ?? "").slice(0, 300)}`,
      ja: `${object.slice(0, 300)}: kubesec が判定できませんでした。${(message ?? "").slice(0, 300)}`,
    });
    return;
  }
  const path = fileName === undefined || fileName === null || !/\.\w{2,5}$/.test(fileName) ? "" : fileName;
  const subject = subjectOf(object);
  for (const rating of ["critical", "advise"] as const) {
    for (const { id, selector, reason } of scoring?.[rating] ?? []) {
      yield misconfigurationOutcome({
        rule: id,
        rating,
        severity: rating === "critical" ? "critical" : "low",
        message: [reason ?? id, selector ?? ""].filter((part) => part !== "").join("\n"),
        subject,
        target: path === "" ? undefined : { kind: "manifest", name: path },
        evidence: path === "" ? [] : [{ location: { path } }],
      });
    }
  }
  for (const { id } of scoring?.passed ?? []) yield { kind: "passed", rule: id };
}

/** kubesec writes `Deployment/web.shop`; names may have dots, namespaces have none. */
function subjectOf(object: string): string {
  const slash = object.indexOf("/");
  const dot = object.lastIndexOf(".");
  if (slash === -1) return object.slice(0, 300);
  const hasNamespace = dot > slash;
  return objectSubject({
    kind: object.slice(0, slash),
    name: object.slice(slash + 1, hasNamespace ? dot : undefined),
    namespace: hasNamespace ? object.slice(dot + 1) : "",
  });
}
