import type { GroupFact } from "../../model/fact.ts";
import { readAccountLines } from "../../semantics/accounts/account-lines.ts";
import { defineAnalyzer } from "../define.ts";

/** Reads the groups and who is in them. */
export const group = defineAnalyzer({
  id: "account/group",
  version: 1,
  finds: ["fact"],
  scope: "installed",
  paths: ["etc/group"],
  maxBytes: 8 * 1024 * 1024,
  analyze({ path, bytes }) {
    const { lines, diagnostics } = readAccountLines(path, bytes.toString("utf8"), 4);
    const facts: GroupFact[] = [];
    for (const { line, fields } of lines) {
      const [name = "", , groupId = "", members = ""] = fields;
      if (!/^\d{1,10}$/.test(groupId)) continue;
      const names = members.split(",").map((member) => member.trim());
      facts.push({
        kind: "group",
        name,
        groupId: Number(groupId),
        members: names.filter((member) => member !== ""),
        line,
      });
    }
    return { facts, diagnostics };
  },
});
