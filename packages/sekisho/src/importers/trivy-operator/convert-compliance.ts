import type { Conversion, ImportContext, ImportedRecord, Outcome } from "../define.ts";
import { leftOut } from "../parts/left-out.ts";
import { misconfigurationOutcome } from "../parts/misconfiguration-outcome.ts";
import type { ToldObject } from "../parts/object-subject.ts";
import { present } from "../parts/present.ts";
import { toTime } from "../parts/to-time.ts";
import { checkOutcomes } from "./convert-checks.ts";
import { readOperatorHeader } from "./read-header.ts";
import { complianceControl } from "./schema.ts";

/** Starts to convert a compliance report: the failed checks of its controls, or their numbers where no more is said. */
export function beginCompliance(header: unknown, context: ImportContext): Conversion {
  const read = readOperatorHeader(header, context);
  const framework = read.metadata?.name ?? "compliance";
  const told = new Set<string>();
  return {
    target: { kind: "cluster", name: context.targetName },
    ...present({ scannedAt: toTime(read.status?.updateTimestamp ?? read.report?.updateTimestamp) }),
    convert: (record) => convert(record, { framework, told }, context),
  };
}

interface Surroundings {
  readonly framework: string;
  /** What was said of an object: several controls ask the same. */
  readonly told: Set<string>;
}

function* convert(
  { value, pointer }: ImportedRecord,
  { framework, told }: Surroundings,
  context: ImportContext,
): Iterable<Outcome> {
  const read = context.read(complianceControl, value, pointer);
  if (read === undefined) return;
  const { id, name, severity, totalFail, checks } = read;
  if (checks !== undefined && checks !== null) {
    for (const check of checks) {
      const key = `${check.checkID ?? check.id ?? ""}\n${check.target ?? ""}\n${(check.messages ?? []).join("\n")}`;
      if (check.success !== true && told.has(key)) yield leftOut("repeated", pointer, repeated);
      else yield* checkOutcomes(check, { object: objectOfTarget(check.target), container: undefined, tool: "trivy" });
      told.add(key);
    }
    return;
  }
  if (totalFail === undefined || totalFail === null) {
    yield leftOut("not-judged", pointer, {
      en: `Control ${id.slice(0, 60)} is not judged by the operator; somebody has to look.`,
      ja: `コントロール ${id.slice(0, 60)} は判定されていません。人による確認が必要です。`,
    });
  } else if (totalFail <= 0) yield { kind: "passed", rule: id };
  else {
    yield misconfigurationOutcome({
      rule: `${framework}/${id}`,
      rating: severity,
      title: name,
      message: `${name ?? id}\nfailed: ${totalFail}`,
      subject: "",
    });
  }
}

const repeated = {
  en: "Another control asks the same of the same object.",
  ja: "別のコントロールが、同じオブジェクトについて同じチェックを報告しています。",
};

/** Trivy names what it scanned `Deployment/web`, of a namespace `shop/Deployment/web`. */
function objectOfTarget(target: string | null | undefined): ToldObject {
  const parts = (target ?? "").slice(0, 1000).split("/");
  const [name, kind, namespace] = parts.toReversed();
  return kind === undefined ? { name } : { kind, name, namespace };
}
