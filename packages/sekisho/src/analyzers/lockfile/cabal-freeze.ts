import { addPackage } from "../../semantics/lockfile/reading.ts";
import { defineTextLockfile } from "./define.ts";

/** `any.name ==1.2.3` or `name ==1.2.3`; flags of a package (`name +flag`) are none. */
const constraint = /(?:^|[\s,])(?:any\.)?([A-Za-z0-9][-A-Za-z0-9]{0,200})\s*==\s*(\d[\d.]{0,100})(?=[\s,]|$)/g;

/** Reads what `cabal freeze` writes. Source: Cabal User Guide, cabal freeze. */
export const cabalFreeze = defineTextLockfile({
  id: "lockfile/cabal-freeze",
  version: 1,
  paths: ["**/cabal.project.freeze"],
  packageTypes: ["hackage"],
  read(text, reading) {
    for (const [index, line] of text.split("\n").entries()) {
      if (line.trimStart().startsWith("--")) continue;
      for (const [, name, version] of line.replace(/^\s*constraints:/, "").matchAll(constraint)) {
        addPackage(reading, { type: "hackage", name, version, line: index + 1 });
      }
    }
  },
});
