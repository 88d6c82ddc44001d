import type { DiversionFact } from "../../model/fact.ts";
import { defineAnalyzer } from "../define.ts";

/** Reads which files of packages were moved away for others: three lines each, from, to and the package that stays. */
export const dpkgDiversions = defineAnalyzer({
  id: "os/dpkg-diversions",
  version: 1,
  finds: ["fact"],
  scope: "installed",
  paths: ["var/lib/dpkg/diversions"],
  maxBytes: 4 * 1024 * 1024,
  analyze({ path, bytes }) {
    const lines = bytes.toString("utf8").split("\n");
    if (lines.at(-1) === "") lines.pop();
    const facts: DiversionFact[] = [];
    for (let at = 0; at + 2 < lines.length; at += 3) {
      const [from, to, owner] = lines.slice(at, at + 3);
      if (from === undefined || to === undefined || !from.startsWith("/") || !to.startsWith("/")) continue;
      const packageName = owner === ":" ? {} : { packageName: owner ?? "" };
      facts.push({ kind: "diversion", from: from.slice(1), to: to.slice(1), ...packageName });
    }
    if (facts.length * 3 === lines.length) return { facts };
    const message = {
      en: `Expected three lines for each diversion (two absolute paths and a package), got ${lines.length} lines with ${facts.length} complete diversions. The others are left out.`,
      ja: `退避 1 件につき 3 行（絶対パス 2 つとパッケージ名）を想定しましたが、全 ${lines.length} 行のうち完全な退避は ${facts.length} 件でした。残りは読み飛ばしました。`,
    };
    return { facts, diagnostics: [{ code: "dpkg/diversions", level: "warning", message, location: { path } }] };
  },
});
