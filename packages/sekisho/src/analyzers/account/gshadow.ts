import type { ShadowFact } from "../../model/fact.ts";
import { readAccountLines } from "../../semantics/accounts/account-lines.ts";
import { passwordState } from "../../semantics/accounts/password-state.ts";
import { defineAnalyzer } from "../define.ts";

/** Reads which groups have a password, from a gshadow file. The hash is told of, never kept. */
export const gshadow = defineAnalyzer({
  id: "account/gshadow",
  version: 1,
  finds: ["fact"],
  scope: "installed",
  paths: ["etc/gshadow"],
  maxBytes: 8 * 1024 * 1024,
  analyze({ path, bytes }) {
    const { lines, diagnostics } = readAccountLines(path, bytes.toString("utf8"), 4);
    const facts = lines.map(({ line, fields }): ShadowFact => {
      const [name = "", password = ""] = fields;
      return { kind: "shadow", name, ...passwordState(password), line };
    });
    return { facts, diagnostics };
  },
});
