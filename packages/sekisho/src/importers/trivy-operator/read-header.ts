import type { ImportContext } from "../define.ts";
import { type OperatorHeader, operatorHeader } from "./schema.ts";

/** Reads what is around the entries of a report; one in which the operator has written nothing yet is told. */
export function readOperatorHeader(header: unknown, context: ImportContext): OperatorHeader {
  const read = context.read(operatorHeader, header, "") ?? { kind: "" };
  if (read.report === undefined && read.status === undefined) {
    context.tell({
      code: "missing",
      level: "warning",
      message: {
        en: "The report has neither report nor status with a time: nothing is known to have been examined.",
        ja: "レポートに、日時を含む report も status もありません。検査が行われたかどうかは不明です。",
      },
      pointer: "",
    });
  }
  return read;
}
