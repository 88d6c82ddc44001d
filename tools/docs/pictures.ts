import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { languages } from "../../packages/sekisho/src/cli/command-table.ts";
import { terminalPicture } from "./terminal-picture.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const main = fileURLToPath(new URL("../../packages/sekisho/src/cli/main.ts", import.meta.url));
const columns = 80;

/** Gives the pictures of `docs/images` by their name: one scan in a terminal, in each language. */
export function pictures(): ReadonlyMap<string, string> {
  return new Map(
    languages.map((language) => {
      const target = "examples/legacy/Dockerfile";
      const output = execFileSync(process.execPath, [main, "scan", target, "--lang", language], {
        cwd: root,
        encoding: "utf8",
        env: { ...process.env, FORCE_COLOR: "3", COLUMNS: String(columns), NO_COLOR: undefined },
      });
      const name = language === "en" ? "scan.svg" : `scan.${language}.svg`;
      return [name, terminalPicture(`sekisho scan ${target}`, withoutDuration(output), columns)];
    }),
  );
}

/** The time that a scan took is another one at each run. */
function withoutDuration(output: string): string {
  return output.replace(/\(\d+\.\d+ s\)/, "(0.04 s)").replace(/、\d+\.\d+ 秒）/, "、0.04 秒）");
}
