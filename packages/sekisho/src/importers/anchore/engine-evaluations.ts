import * as z from "zod/mini";
import type { ImportContext, ImportedRecord, Outcome } from "../define.ts";
import { leftOut } from "../parts/left-out.ts";
import { optionalText } from "../parts/optional-fields.ts";
import { answerOutcome } from "./answer-outcome.ts";

/** By digest of the image, then by its tag. Source: Anchore Engine API, `/images/{imageDigest}/check?detail=true`. */
const images = z.record(z.string(), z.record(z.string(), z.array(z.unknown())));

const evaluation = z.object({
  status: optionalText,
  policyId: optionalText,
  detail: z.nullish(
    z.object({
      result: z.nullish(z.object({ result: z.nullish(z.record(z.string(), z.unknown())) })),
    }),
  ),
});

/** What stands below the id of the image: a table with its own header. */
const table = z.object({
  result: z.object({ header: z.array(z.string()), rows: z.array(z.unknown()) }),
});

const row = z.array(z.unknown());

/** Reads what a policy of Anchore Engine says of images, whose digests and tags are the keys of the document. */
export function convertEvaluations({ value, pointer }: ImportedRecord, context: ImportContext): readonly Outcome[] {
  const outcomes: Outcome[] = [];
  for (const [digest, tags] of Object.entries(context.read(images, value, pointer) ?? {})) {
    for (const [tag, evaluations] of Object.entries(tags)) {
      for (const [index, one] of evaluations.entries()) {
        const at = `${pointer}/${escapeKey(digest)}/${escapeKey(tag)}/${index}`;
        outcomes.push(...convertEvaluation(one, { tag, digest, pointer: at }, context));
      }
    }
  }
  return outcomes;
}

interface Place {
  readonly tag: string;
  readonly digest: string;
  readonly pointer: string;
}

function convertEvaluation(value: unknown, place: Place, context: ImportContext): readonly Outcome[] {
  const read = context.read(evaluation, value, place.pointer);
  if (read === undefined) return [];
  const results = Object.entries(read.detail?.result?.result ?? {});
  // Beside the tables of images stand names and data of the policy.
  const tables = results.filter(([, one]) => typeof one === "object" && one !== null && "result" in one);
  const outcomes = tables.flatMap(([id, one]) =>
    convertTable(one, { ...place, pointer: pointerOf(place, id) }, context),
  );
  if (outcomes.length > 0 || tables.length > 0) return outcomes;
  return (read.status ?? "").toLowerCase() === "pass"
    ? [{ kind: "passed", ...(typeof read.policyId === "string" ? { rule: read.policyId } : {}) }]
    : [leftOut("no-details", place.pointer, noDetails)];
}

const noDetails = {
  en: "The evaluation does not say which rules fired: write it with --detail.",
  ja: "どのルールに該当したかの記載がありません。--detail を付けて出力してください。",
};

function convertTable(value: unknown, place: Place, context: ImportContext): readonly Outcome[] {
  const read = context.read(table, value, place.pointer);
  if (read === undefined) return [];
  const { header, rows } = read.result;
  return rows.flatMap((cells, index) => {
    const list = context.read(row, cells, `${place.pointer}/result/rows/${index}`);
    if (list === undefined) return [];
    const told = new Map(header.map((name, at) => [name.toLowerCase(), list[at]]));
    const text = (name: string): string | undefined => {
      const cell = told.get(name);
      return typeof cell === "string" ? cell : undefined;
    };
    return [
      answerOutcome(
        {
          gate: text("gate") ?? "",
          trigger: text("trigger"),
          triggerId: text("trigger_id"),
          description: text("check_output"),
          status: text("gate_action"),
          policyId: text("policy_id"),
          // `false`, or what of a list of exceptions matched.
          allowlisted: isAllowed(told.get("whitelisted") ?? told.get("allowlisted")),
        },
        { name: text("repo_tag") ?? place.tag, digests: [place.digest] },
      ),
    ];
  });
}

function isAllowed(cell: unknown): boolean {
  return cell === true || (typeof cell === "object" && cell !== null);
}

function pointerOf({ pointer }: Place, id: string): string {
  return `${pointer}/detail/result/result/${escapeKey(id)}`;
}

function escapeKey(key: string): string {
  return key.replaceAll("~", "~0").replaceAll("/", "~1");
}
