import { quote } from "../../model/quote.ts";
import type { ImportContext } from "../define.ts";
import { textOf } from "./rules.ts";
import type { SarifRun } from "./schema.ts";

type Invocations = NonNullable<SarifRun["invocations"]>;
type Notifications = NonNullable<Invocations[number]["toolExecutionNotifications"]>;

/** So many notes of one run of a tool are handed on. */
const maxNotifications = 50;

/** Tells which runs of the tool failed, and what it could not look at. */
export function tellFailures(invocations: Invocations, pointer: string, context: ImportContext): void {
  for (const [index, invocation] of invocations.entries()) {
    const at = `${pointer}/${index}`;
    if (invocation.executionSuccessful === false) {
      const why = quote(invocation.exitCodeDescription ?? invocation.exitSignalName ?? "");
      context.tell({
        code: "tool-failed",
        level: "warning",
        message: {
          en: `The tool says that it did not end well: ${why === "" ? "no reason given" : why}.`,
          ja: `ツールは正常に終了していません: ${why === "" ? "理由の記載なし" : why}`,
        },
        pointer: at,
      });
    }
    for (const name of ["toolExecutionNotifications", "toolConfigurationNotifications"] as const) {
      tellNotifications(invocation[name] ?? [], `${at}/${name}`, context);
    }
  }
}

function tellNotifications(notifications: Notifications, pointer: string, context: ImportContext): void {
  for (const [number, { level, message }] of notifications.slice(0, maxNotifications).entries()) {
    if (level !== "error" && level !== "warning") continue;
    const said = quote(textOf(message) ?? "");
    context.tell({
      code: "tool-notification",
      level: level === "error" ? "warning" : "info",
      message: { en: `The tool says: ${said}`, ja: `ツールからの通知: ${said}` },
      pointer: `${pointer}/${number}`,
    });
  }
}
