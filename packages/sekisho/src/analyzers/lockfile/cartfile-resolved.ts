import { repositoryPath, splitPathName } from "../../semantics/lockfile/package-name.ts";
import { addPackage, addSyntaxProblems } from "../../semantics/lockfile/reading.ts";
import { defineTextLockfile } from "./define.ts";

const linePattern = /^(git|github|binary)\s+"([^"]{1,500})"\s+"([^"]{1,200})"/;

/**
 * Reads what Carthage resolved. Its frameworks are repositories as Swift's packages are, and are listed so; one that is
 * downloaded as a program has no such name and is listed as `generic`. Source: Carthage, Artifacts, Cartfile.resolved.
 */
export const cartfileResolved = defineTextLockfile({
  id: "lockfile/cartfile-resolved",
  version: 1,
  paths: ["**/Cartfile.resolved"],
  packageTypes: ["generic", "swift"],
  read(text, reading) {
    for (const [index, raw] of text.split("\n").entries()) {
      const content = raw.trim();
      const [, kind, address, version] = linePattern.exec(content) ?? [];
      if (content === "" || content.startsWith("#")) continue;
      if (address === undefined) {
        const expected = {
          en: 'git, github or binary with "address" "version"',
          ja: 'git、github または binary と "アドレス" "バージョン"',
        };
        addSyntaxProblems(reading, [{ line: index + 1, expected, got: content.slice(0, 60) }]);
        continue;
      }
      const path = kind === "github" && !address.includes("://") ? `github.com/${address}` : repositoryPath(address);
      const name =
        kind === "binary"
          ? {
              name:
                address
                  .split("/")
                  .at(-1)
                  ?.replace(/\.json$/, "") ?? "",
            }
          : splitPathName(path);
      addPackage(reading, { type: kind === "binary" ? "generic" : "swift", ...name, version, line: index + 1 });
    }
  },
});
