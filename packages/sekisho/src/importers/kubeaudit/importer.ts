import { defineImporter, type ImportContext, type ImportedRecord, type Outcome } from "../define.ts";
import { leftOut } from "../parts/left-out.ts";
import { misconfigurationOutcome } from "../parts/misconfiguration-outcome.ts";
import { objectSubject } from "../parts/object-subject.ts";
import { toTime } from "../parts/to-time.ts";
import { type KubeauditLine, kubeauditLine } from "./schema.ts";

/** Reads what kubeaudit says of objects. */
export const kubeaudit = defineImporter({
  id: "kubeaudit",
  name: "kubeaudit",
  reads: ["kubeaudit JSON Lines, 0.11 and later"],
  mapped: {
    en: "AuditResultName, level, msg, time, object, container, capability and mount. A result that a label allows is an accepted finding with its reason. Output of level info is a finding of severity info. Neither the file nor the cluster is named in it: say it with --target. Lines that kubeaudit writes about itself are left out and told. SARIF of kubeaudit is read as SARIF.",
    ja: "AuditResultName、level、msg、time と、オブジェクト、コンテナ、ケイパビリティ、マウントを取り込みます。ラベルで許可された結果は、その理由を持つ受容済みの検出事項になります。level が info の結果は、深刻度 info の検出事項になります。ファイル名やクラスター名が含まれないため、--target で指定してください。kubeaudit 自身についての行は取り込まず、診断に示します。kubeaudit の SARIF は SARIF として読み取ります。",
  },
  variants: [
    {
      name: "kubeaudit JSON Lines",
      form: "json",
      signs: [
        { at: "", is: "list" },
        { at: "/*/AuditResultName", is: "text" },
        { at: "/*/level", is: "text" },
        { at: "/*/ResourceKind", is: "text" },
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

/** What kubeaudit puts behind the name of a rule whose breach a label allows. */
const allowedEnd = "Allowed";

function convert({ value, pointer }: ImportedRecord, context: ImportContext): readonly Outcome[] {
  if (isAboutItself(value)) {
    const said = { en: "A line of kubeaudit about itself.", ja: "kubeaudit 自身についての行です。" };
    return [leftOut("no-result", pointer, said)];
  }
  const read = context.read(kubeauditLine, value, pointer);
  if (read === undefined) return [];
  const { AuditResultName: name, Container: container, OverrideReason: reason, level, msg, time } = read;
  const isAllowed = reason !== undefined && reason !== null && name.endsWith(allowedEnd);
  const object = {
    apiVersion: read.ResourceApiVersion,
    kind: read.ResourceKind,
    name: read.ResourceName,
    namespace: read.ResourceNamespace,
  };
  const isOfContainer = container !== undefined && container !== null && container !== "";
  const subject = objectSubject(object, isOfContainer ? { name: container } : undefined);
  return [
    misconfigurationOutcome({
      rule: isAllowed ? name.slice(0, -allowedEnd.length) : name,
      rating: level,
      message: msg,
      subject: `${subject}${detailOf(read)}`,
      status: name,
      exception: isAllowed ? { reason: reason === "" ? "kubeaudit: allowed by a label" : reason } : undefined,
      lastSeen: toTime(time),
    }),
  ];
}

/** Among the results stand lines such as the one that names the cluster. */
function isAboutItself(value: unknown): boolean {
  return (
    typeof value === "object" &&
    value !== null &&
    !Object.hasOwn(value, "AuditResultName") &&
    !Object.hasOwn(value, "ResourceKind") &&
    typeof Reflect.get(value, "msg") === "string"
  );
}

/** What tells several results of one rule and container apart, as our checks write it. */
function detailOf({ Capability, MountName }: KubeauditLine): string {
  if (Capability !== undefined && Capability !== null) return `/capability:${Capability.slice(0, 100)}`;
  return MountName === undefined || MountName === null ? "" : `/volume:${MountName.slice(0, 300)}`;
}
