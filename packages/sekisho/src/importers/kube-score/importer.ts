import * as z from "zod/mini";
import { defineImporter, type ImportContext, type ImportedRecord, type Outcome } from "../define.ts";
import { leftOut } from "../parts/left-out.ts";
import { misconfigurationOutcome } from "../parts/misconfiguration-outcome.ts";
import { objectSubject } from "../parts/object-subject.ts";
import { kubeScoreCard, kubeScoreObject } from "./schema.ts";

type ScoredObject = z.infer<typeof kubeScoreObject>;
type ScoredCheck = NonNullable<ScoredObject["checks"]>[number];

/** Reads what kube-score says of manifests. */
export const kubeScore = defineImporter({
  id: "kube-score",
  name: "kube-score",
  reads: ["kube-score JSON, output version v2", "kube-score JSON, output version v1"],
  mapped: {
    en: "Checks with a grade below 10: id, grade, comments with their path (the container), documentation, file and line. All comments of a check with one path are one finding. Checks that an annotation skips are left out and told. Not read: output format ci, which names no check. SARIF of kube-score is read as SARIF.",
    ja: "評価が 10 未満のチェックについて、ID、評価、コメントとそのパス（コンテナ）、説明文書、ファイル、行を取り込みます。同じチェックの同じパスのコメントは 1 つの検出事項になります。アノテーションで省略されたチェックは取り込まず、診断に示します。チェック名を含まない ci 形式は取り込めません。kube-score の SARIF は SARIF として読み取ります。",
  },
  variants: [
    {
      name: "kube-score JSON v2",
      form: "json",
      signs: [
        { at: "", is: "list" },
        { at: "/*/object_name", is: "text" },
        { at: "/*/type_meta" },
        { at: "/*/checks" },
      ],
      header: [],
      records: [["/*"]],
      begin: (_, context) => ({
        target: { kind: "manifest", name: context.targetName },
        convert: ({ value, pointer }) => {
          const read = context.read(kubeScoreObject, value, pointer);
          return read === undefined ? [] : outcomesOf(read, pointer);
        },
      }),
    },
    {
      name: "kube-score JSON v1",
      form: "json",
      signs: [
        { at: "", is: "object", below: /^\/[^/]{1,600}\/TypeMeta\/kind$/ },
        { at: "", is: "object", below: /^\/[^/]{1,600}\/Checks\/\*\/Check\/ID$/ },
      ],
      header: [],
      records: [[""]],
      begin: (_, context) => ({
        target: { kind: "manifest", name: context.targetName },
        convert: (record) => convertMap(record, context),
      }),
    },
  ],
});

function* convertMap({ value }: ImportedRecord, context: ImportContext): Iterable<Outcome> {
  const objects = context.read(z.record(z.string(), z.unknown()), value, "") ?? {};
  for (const [key, object] of Object.entries(objects)) {
    const pointer = `/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
    const card = context.read(kubeScoreCard, object, pointer);
    if (card !== undefined) yield* outcomesOf(fromCard(card), pointer);
  }
}

/** Gives an object of version 1 as version 2 writes it. */
function fromCard({ TypeMeta, ObjectMeta, FileLocation, Checks }: z.infer<typeof kubeScoreCard>): ScoredObject {
  return {
    type_meta: TypeMeta,
    object_meta: ObjectMeta,
    file_name: FileLocation?.Name,
    file_row: FileLocation?.Line,
    checks: (Checks ?? []).map(({ Check, Grade, Skipped, Comments }) => ({
      check: { id: Check.ID, name: Check.Name },
      grade: Grade,
      skipped: Skipped,
      comments: (Comments ?? []).map(({ Path, Summary, Description, DocumentationURL }) => ({
        path: Path,
        summary: Summary,
        description: Description,
        document_url: DocumentationURL,
      })),
    })),
  };
}

function* outcomesOf(scored: ScoredObject, pointer: string): Iterable<Outcome> {
  for (const [index, check] of (scored.checks ?? []).entries()) {
    const { id } = check.check;
    if (check.skipped === true) {
      yield leftOut("skipped", `${pointer}/checks/${index}`, {
        en: `${id.slice(0, 100)} was skipped, as an annotation of the object asks.`,
        ja: `${id.slice(0, 100)} は、オブジェクトのアノテーションに従って省略されました。`,
      });
    } else if ((check.grade ?? 0) >= 10) yield { kind: "passed", rule: id };
    else yield* breachesOf(check, scored);
  }
}

/** kube-score's grades below 10, and what it calls them. */
const grades = [
  { below: 5, rating: "critical", severity: "high" },
  { below: 7, rating: "warning", severity: "medium" },
  { below: 10, rating: "almost ok", severity: "low" },
] as const;

function* breachesOf({ check, grade, comments }: ScoredCheck, scored: ScoredObject): Iterable<Outcome> {
  const { type_meta: type, object_meta: meta, file_name: file, file_row: row } = scored;
  const rated = grades.find(({ below }) => (grade ?? 0) < below);
  const path = file === "STDIN" ? "" : (file ?? "");
  const about = { apiVersion: type?.apiVersion, kind: type?.kind, name: meta?.name, namespace: meta?.namespace };
  const told = comments === undefined || comments === null || comments.length === 0 ? [{}] : comments;
  for (const [part, same] of Map.groupBy<string, (typeof told)[number]>(told, (comment) => comment.path ?? "")) {
    const isContainer = part !== "" && isAboutContainers(check.id);
    const object = objectSubject(about, isContainer ? { name: part } : undefined);
    yield misconfigurationOutcome({
      rule: check.id,
      rating: rated?.rating,
      severity: rated?.severity ?? "unknown",
      title: check.name,
      message: same
        .flatMap(({ summary, description }) => [summary ?? "", description ?? ""])
        .filter(isSaid)
        .join("\n"),
      subject: part === "" || isContainer ? object : `${object}/${part.slice(0, 300)}`,
      target: path === "" ? undefined : { kind: "manifest", name: path },
      evidence:
        path === "" ? [] : [{ location: { path, ...(typeof row === "number" && row > 0 ? { startLine: row } : {}) } }],
      references: same.map((comment) => comment.document_url),
    });
  }
}

/** The paths of these checks' comments are names of containers. */
function isAboutContainers(id: string): boolean {
  return id.startsWith("container-") || id === "environment-variable-key-duplication";
}

function isSaid(text: string): boolean {
  return text !== "";
}
