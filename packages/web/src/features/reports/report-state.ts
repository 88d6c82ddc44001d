import type { AnswerOf } from "../../api/request.ts";
import type { reportTexts } from "./texts.ts";

type Report = AnswerOf<"GET /api/v1/reports">["reports"][number];

/** Reports that are on their way are looked at again so often. */
export const waitMs = 2_000;

/** Gives texts of reports. */
export type ReportWords = (typeof reportTexts)["en"];

/** Tells whether a report is not in the book yet, and will be. */
export function isOnItsWay({ status }: Pick<Report, "status">): boolean {
  return status === "queued" || status === "importing";
}

/** Says what became of a report. */
export function stateOf({ status, failure }: Pick<Report, "status" | "failure">, t: ReportWords): string {
  return status === "failed" ? t("failedFor", { reason: failure?.message ?? "" }) : t(status);
}
