import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { commands, globalOptions, languages, shells } from "../../command-table.ts";
import { bashScript } from "./bash.ts";
import { fishScript } from "./fish.ts";
import type { CompletionWords } from "./words.ts";
import { zshScript } from "./zsh.ts";

const words: CompletionWords = {
  commands,
  globalOptions,
  rules: ["dockerfile/no-user", "shell/unquoted-variable"],
  frameworks: ["cis-docker@1.6.0"],
  language: "en",
};

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "sekisho-completion-"));
  writeFileSync(join(folder, "my file.txt"), "");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const writers = { bash: bashScript, zsh: zshScript, fish: fishScript } as const;
const installed = shells.filter((shell) => spawnSync(shell, ["--version"]).status === 0);

test("bash is installed, so that at least its script is read by the shell itself", () => {
  expect(installed).toContain("bash");
});

describe.each(languages)("in %s", (language) => {
  test.each(installed)("%s takes its script", (shell) => {
    const file = join(folder, `script.${shell}`);
    writeFileSync(file, writers[shell]({ ...words, language }));
    const { status, stderr } = spawnSync(shell, ["-n", file], { encoding: "utf8" });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  });
});

describe("bash offers", () => {
  test.each([
    { name: "commands", typed: ["sc"], offered: ["scan"] },
    { name: "options", typed: ["scan", "--fo"], offered: ["--format"] },
    { name: "options of that command only", typed: ["explain", "--f"], offered: [] },
    { name: "words of a value", typed: ["scan", "--fail-on", "h"], offered: ["high"] },
    { name: "words of an attached value", typed: ["scan", "--fail-on", "=", "m"], offered: ["medium"] },
    { name: "words behind a letter", typed: ["scan", "-f", "sa"], offered: ["sarif"] },
    { name: "rules", typed: ["explain", "dock"], offered: ["dockerfile/no-user"] },
    { name: "frameworks", typed: ["scan", "--framework", ""], offered: ["cis-docker@1.6.0"] },
    { name: "shells", typed: ["completion", ""], offered: ["bash", "zsh", "fish"] },
    { name: "files, blanks and all", typed: ["scan", "my"], offered: ["my file.txt"] },
    { name: "nothing for a stage", typed: ["scan", "--target", ""], offered: [] },
  ])("$name", ({ typed, offered }) => {
    const ask = 'COMP_WORDS=(sekisho "$@"); COMP_CWORD=$#; _sekisho; printf "%s\\n" "${COMPREPLY[@]}"';
    const { stdout } = spawnSync("bash", ["-c", `${bashScript(words)}\n${ask}`, "bash", ...typed], {
      encoding: "utf8",
      cwd: folder,
    });
    expect(stdout.split("\n").filter((line) => line !== "")).toEqual(offered);
  });
});
