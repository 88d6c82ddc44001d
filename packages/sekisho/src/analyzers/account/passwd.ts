import type { AccountFact } from "../../model/fact.ts";
import { readAccountLines } from "../../semantics/accounts/account-lines.ts";
import { passwordState } from "../../semantics/accounts/password-state.ts";
import { defineAnalyzer } from "../define.ts";

/** Reads the accounts of a passwd file. A password in it is told of, never kept. */
export const passwd = defineAnalyzer({
  id: "account/passwd",
  version: 2,
  finds: ["fact"],
  scope: "installed",
  paths: ["etc/passwd"],
  maxBytes: 8 * 1024 * 1024,
  analyze({ path, bytes }) {
    const { lines, diagnostics } = readAccountLines(path, bytes.toString("utf8"), 7);
    const facts: AccountFact[] = [];
    for (const { line, fields } of lines) {
      const [name = "", password = "", userId = "", groupId = "", , home = "", shell = ""] = fields;
      if (!/^\d{1,10}$/.test(userId) || !/^\d{1,10}$/.test(groupId)) continue;
      facts.push({
        kind: "account",
        name,
        userId: Number(userId),
        groupId: Number(groupId),
        home,
        shell,
        ...(password === "x" ? { password: "shadow" } : passwordState(password)),
        line,
      });
    }
    return { facts, diagnostics };
  },
});
