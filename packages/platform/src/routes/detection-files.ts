import { createHash } from "node:crypto";
import { checkDetectionFile, type DetectionFile, type DetectionFileProblem, SekishoError } from "sekisho";
import { z } from "zod";
import {
  detectionFileCheck,
  detectionFileContent,
  detectionFileList,
  detectionFileName,
  wholeDetectionFile,
} from "../contract/detection-file.ts";
import { readDetectionFiles } from "../events/detection-files.ts";
import { recordAudit } from "../identity/audit.ts";
import type { TenantTransaction } from "../store/database.ts";
import { defineRoute, type Route } from "./route.ts";

/** A tenant has so many files at most. */
const maxFiles = 100;

type FileName = Pick<DetectionFile, "kind" | "name">;

/** What a tenant judges events by: rules of Falco, suppressions, lists of addresses. */
export const detectionFileRoutes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/detection-files",
    summary: "Lists the files that events are judged by.",
    permission: "findings:read",
    input: {},
    answer: detectionFileList,
    handle: async ({ inTenant }) => ({ body: { files: await inTenant(listFiles) } }),
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/detection-files/:kind/:name",
    summary: "Gives a file with what is doubtful in it.",
    permission: "findings:read",
    input: { parameters: detectionFileName },
    answer: wholeDetectionFile,
    handle: async ({ input, inTenant }) => ({
      body: await inTenant((transaction) => readFile(transaction, input.parameters)),
    }),
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/detection-files/:kind/:name/check",
    summary: "Says what is wrong in a file, and keeps nothing.",
    permission: "detection:manage",
    input: { parameters: detectionFileName, body: detectionFileContent },
    answer: detectionFileCheck,
    handle: async ({ input, inTenant }) => {
      const problems = await inTenant((transaction) =>
        check(transaction, { ...input.parameters, content: input.body.content }),
      );
      return { body: { isValid: problems.every(({ level }) => level !== "error"), problems } };
    },
  }),
  defineRoute({
    method: "PUT",
    path: "/api/v1/detection-files/:kind/:name",
    summary: "Keeps a file; one with errors is refused, each with its line and column.",
    permission: "detection:manage",
    input: { parameters: detectionFileName, body: detectionFileContent },
    answer: wholeDetectionFile,
    handle: async ({ input, principal, inTenant }) => {
      const { kind, name } = input.parameters;
      const { content } = input.body;
      const { tenantId, accountId } = principal;
      const body = await inTenant(async (transaction) => {
        refuseErrors(name, await check(transaction, { kind, name, content }));
        await refuseTooMany(transaction, input.parameters);
        const before = await findSummary(transaction, input.parameters);
        const now = new Date().toISOString();
        await transaction
          .insertInto("detection_files")
          .values({ tenant_id: tenantId, kind, name, content, changed_by: accountId, changed_at: now })
          .onConflict((conflict) =>
            conflict
              .columns(["tenant_id", "kind", "name"])
              .doUpdateSet({ content, changed_by: accountId, changed_at: now }),
          )
          .execute();
        const details = { kind, bytes: Buffer.byteLength(content) };
        const after = summaryOf(content);
        const event = { action: "detection-file.keep", subject: name, details, before, after };
        await recordAudit(transaction, tenantId, principal, event);
        return await readFile(transaction, input.parameters);
      });
      return { body };
    },
  }),
  defineRoute({
    method: "DELETE",
    path: "/api/v1/detection-files/:kind/:name",
    summary: "Deletes a file.",
    permission: "detection:manage",
    input: { parameters: detectionFileName },
    answer: z.null(),
    handle: async ({ input, principal, inTenant }) => {
      const { kind, name } = input.parameters;
      await inTenant(async (transaction) => {
        const gone = await transaction
          .deleteFrom("detection_files")
          .where("kind", "=", kind)
          .where("name", "=", name)
          .returning("content")
          .executeTakeFirst();
        if (gone === undefined) throw notFound(input.parameters);
        const before = summaryOf(gone.content);
        const event = { action: "detection-file.delete", subject: name, details: { kind }, before };
        await recordAudit(transaction, principal.tenantId, principal, event);
      });
      return { status: 204, body: null };
    },
  }),
];

async function listFiles(transaction: TenantTransaction) {
  const rows = await transaction
    .selectFrom("detection_files")
    .select(["kind", "name", "changed_at as changedAt"])
    .select((query) => query.fn<number>("octet_length", ["content"]).as("bytes"))
    .orderBy("kind")
    .orderBy("name")
    .execute();
  return rows.map(({ kind, ...row }) => ({ kind: detectionFileName.shape.kind.parse(kind), ...row }));
}

async function findSummary(transaction: TenantTransaction, { kind, name }: FileName) {
  const row = await transaction
    .selectFrom("detection_files")
    .select("content")
    .where("kind", "=", kind)
    .where("name", "=", name)
    .executeTakeFirst();
  return row === undefined ? undefined : summaryOf(row.content);
}

/** What the trail tells of a file: it would hold a megabyte for each change otherwise. */
function summaryOf(content: string): { readonly bytes: number; readonly digest: string } {
  const digest = `sha256:${createHash("sha256").update(content).digest("hex")}`;
  return { bytes: Buffer.byteLength(content), digest };
}

async function readFile(transaction: TenantTransaction, { kind, name }: FileName) {
  const row = await transaction
    .selectFrom("detection_files")
    .select(["content", "changed_at as changedAt"])
    .where("kind", "=", kind)
    .where("name", "=", name)
    .executeTakeFirst();
  if (row === undefined) throw notFound({ kind, name });
  const { content, changedAt } = row;
  const problems = await check(transaction, { kind, name, content });
  return { kind, name, bytes: Buffer.byteLength(content), changedAt, content, problems };
}

async function check(transaction: TenantTransaction, file: DetectionFile): Promise<DetectionFileProblem[]> {
  const others = file.kind === "falco-rules" ? await readDetectionFiles(transaction) : [];
  return [
    ...checkDetectionFile(
      file,
      others.filter(({ kind }) => kind === "falco-rules"),
    ),
  ];
}

/** So many errors are told. */
const maxTold = 20;

function refuseErrors(name: string, problems: readonly DetectionFileProblem[]): void {
  const errors = problems.filter(({ level }) => level === "error").slice(0, maxTold);
  if (errors.length === 0) return;
  const told = (language: "en" | "ja") =>
    errors
      .map(({ line, column, message, hint, code }) => {
        const place = [name, line, column].filter((part) => part !== undefined).join(":");
        const meant = hint === undefined ? "" : ` ${hint[language]}`;
        return `${place}: ${message[language]} [${code}]${meant}`;
      })
      .join("\n");
  throw new SekishoError("request-invalid", { en: told("en"), ja: told("ja") });
}

async function refuseTooMany(transaction: TenantTransaction, { kind, name }: FileName): Promise<void> {
  const files = await listFiles(transaction);
  const isKnown = files.some((file) => file.kind === kind && file.name === name);
  const isSecond = kind === "configuration" && !isKnown && files.some((file) => file.kind === kind);
  if (!isSecond && (isKnown || files.length < maxFiles)) return;
  throw new SekishoError("record-conflict", {
    en: isSecond ? "there is a configuration already: change that one" : `there are ${maxFiles} files already`,
    ja: isSecond
      ? "構成ファイルはすでに存在します。既存のファイルを変更してください。"
      : `ファイルは ${maxFiles} 件までです。`,
  });
}

function notFound({ kind, name }: FileName): SekishoError {
  return new SekishoError("record-not-found", {
    en: `there is no file ${name} of the kind ${kind}`,
    ja: `種類 ${kind} のファイル ${name} はありません。`,
  });
}
