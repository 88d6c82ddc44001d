import type { ShadowFact } from "../../model/fact.ts";
import { readAccountLines } from "../../semantics/accounts/account-lines.ts";
import { passwordState } from "../../semantics/accounts/password-state.ts";
import { defineAnalyzer } from "../define.ts";

/** Reads which accounts have a password, from a shadow file. The hash is told of, never kept. */
export const shadow = defineAnalyzer({
  id: "account/shadow",
  version: 1,
  finds: ["fact"],
  scope: "installed",
  paths: ["etc/shadow"],
  maxBytes: 8 * 1024 * 1024,
  analyze({ path, bytes }) {
    const { lines, diagnostics } = readAccountLines(path, bytes.toString("utf8"), 2);
    const facts = lines.map(({ line, fields }): ShadowFact => {
      const [name = "", password = ""] = fields;
      return { kind: "shadow", name, ...passwordState(password), line };
    });
    return { facts, diagnostics };
  },
});
