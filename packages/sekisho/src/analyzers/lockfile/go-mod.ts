import { readGoModule } from "../../semantics/lockfile/go-module.ts";
import { splitPathName } from "../../semantics/lockfile/package-name.ts";
import { addPackage, addSyntaxProblems, addWarning } from "../../semantics/lockfile/reading.ts";
import { defineTextLockfile } from "./define.ts";

/**
 * Reads modules of Go. Since Go 1.17 the file lists every module that the build needs. A module that is replaced by a
 * directory is the project's own code. The toolchain is not listed: another one may build. Checksums of `go.sum` are
 * of a listing of files, not of an archive, and are not given. Source: Go Modules Reference, go.mod files.
 */
export const goMod = defineTextLockfile({
  id: "lockfile/go-mod",
  version: 1,
  paths: ["**/go.mod"],
  packageTypes: ["golang"],
  read(text, reading) {
    const { goVersion, requires, replacements, problems } = readGoModule(text);
    addSyntaxProblems(reading, problems);
    for (const { path, version, isIndirect, line } of requires) {
      const replacement = replacements.get(`${path} ${version}`) ?? replacements.get(path);
      if (replacement !== undefined && replacement.version === undefined) continue;
      addPackage(reading, {
        type: "golang",
        ...splitPathName(replacement?.path ?? path),
        version: replacement?.version ?? version,
        line,
        isDirect: !isIndirect,
      });
    }
    if (goVersion === undefined || isBefore117(goVersion)) {
      addWarning(reading, "lockfile/direct-only", undefined, {
        en: `go.mod says go ${goVersion ?? "(nothing)"}: before 1.17 it does not list every module that the build needs. Run \`go mod tidy -go=1.17\` or scan the program.`,
        ja: `go.mod の go の指定は ${goVersion ?? "（なし）"} です。1.17 より前の go.mod には、ビルドに必要なモジュールがすべては記載されません。\`go mod tidy -go=1.17\` を実行するか、ビルドしたプログラムをスキャンしてください。`,
      });
    }
  },
});

function isBefore117(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map((part) => Number.parseInt(part, 10));
  return major < 1 || (major === 1 && minor < 17);
}
