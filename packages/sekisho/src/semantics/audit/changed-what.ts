import type { AuditEvent } from "../../model/audit-event.ts";
import type { Text } from "../../model/text.ts";
import { describeAuditObject } from "./audit-object.ts";
import { findChangedObject } from "./changed-object.ts";
import { isCreation } from "./creation.ts";

/**
 * Says whether a request made, changed or deleted its object; `undefined` where the bodies show that everything stayed as
 * it was.
 */
export function changedWhat(event: AuditEvent): Text | undefined {
  const what = describeAuditObject(event);
  if (event.verb.startsWith("delete")) return { en: `Deleted ${what}.`, ja: `${what} を削除しました。` };
  if (event.requestBody === "given" && findChangedObject(event) === undefined) return undefined;
  return isCreation(event)
    ? { en: `Made ${what}.`, ja: `${what} を作成しました。` }
    : { en: `Changed ${what}.`, ja: `${what} を変更しました。` };
}
