import { type Conversion, defineImporter, type ImportContext, type ImportedRecord, type Outcome } from "../define.ts";
import { misconfigurationOutcome } from "../parts/misconfiguration-outcome.ts";
import { findContainerIn, objectSubject } from "../parts/object-subject.ts";
import { present } from "../parts/present.ts";
import { toTime } from "../parts/to-time.ts";
import { kubeLinterHeader, kubeLinterReport } from "./schema.ts";

/** Reads what kube-linter says of manifests. */
export const kubeLinter = defineImporter({
  id: "kube-linter",
  name: "KubeLinter",
  reads: ["kube-linter JSON, 0.1 and later"],
  mapped: {
    en: "Check, message, remediation, object and file of Reports; version and time of Summary. kube-linter rates nothing: a check that we do not have has no severity. The container is read from the message. Not read: the list of checks. SARIF of kube-linter is read as SARIF.",
    ja: "Reports のチェック名、メッセージ、対処方法、オブジェクト、ファイルと、Summary のバージョン、日時を取り込みます。kube-linter には深刻度がないため、Sekisho にないチェックの深刻度は不明になります。コンテナ名はメッセージから読み取ります。チェックの一覧は取り込みません。kube-linter の SARIF は SARIF として読み取ります。",
  },
  variants: [
    {
      name: "kube-linter JSON",
      form: "json",
      signs: [
        { at: "", is: "object" },
        { at: "/Checks/*/template", is: "text" },
        { at: "/Checks/*/name", is: "text" },
        { at: "/Reports" },
      ],
      header: ["/Summary"],
      records: [["/Reports/*"]],
      begin,
    },
  ],
});

function begin(header: unknown, context: ImportContext): Conversion {
  const { Summary } = context.read(kubeLinterHeader, header, "") ?? {};
  return {
    target: { kind: "manifest", name: context.targetName },
    ...present({ toolVersion: Summary?.KubeLinterVersion, scannedAt: toTime(Summary?.CheckEvaluatedAt) }),
    convert: (record) => convert(record, context),
  };
}

function convert({ value, pointer }: ImportedRecord, context: ImportContext): readonly Outcome[] {
  const read = context.read(kubeLinterReport, value, pointer);
  if (read === undefined) return [];
  const { Check, Diagnostic, Remediation, Object: about } = read;
  const { Namespace, Name, GroupVersionKind } = about?.K8sObject ?? {};
  const { Group, Version, Kind } = GroupVersionKind ?? {};
  const group = Group ?? "";
  const object = {
    apiVersion: group === "" ? Version : `${group}/${Version ?? ""}`,
    kind: Kind,
    name: Name,
    namespace: Namespace,
  };
  const message = Diagnostic?.Message ?? "";
  const path = about?.Metadata?.FilePath ?? "";
  return [
    misconfigurationOutcome({
      rule: Check,
      severity: "unknown",
      message,
      remediation: Remediation,
      subject: objectSubject(object, findContainerIn(message)),
      target: path === "" ? undefined : { kind: "manifest", name: path },
      evidence: path === "" ? [] : [{ location: { path } }],
    }),
  ];
}
