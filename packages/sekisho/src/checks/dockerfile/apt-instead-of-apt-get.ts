import { replaceWord } from "../../semantics/editing/argument-edits.ts";
import { fixOf } from "../../semantics/package-calls/package-problem.ts";
import { runCallsOf } from "../../semantics/stages/run-calls.ts";
import { rangeOf } from "../../semantics/stages/scripts.ts";
import { defineDockerfileCheck } from "./define.ts";

export const aptInsteadOfAptGet = defineDockerfileCheck({
  id: "dockerfile/apt-instead-of-apt-get",
  aliases: ["hadolint:DL3027", "checkov:CKV_DOCKER_9"],
  title: { en: "apt used in a script", ja: "スクリプトでの apt の使用" },
  severity: "low",
  why: {
    en: "apt is made for people at a terminal. Its options and output may change between releases, as its own warning says, and the build then fails or behaves differently.",
    ja: "apt は端末で人が操作するためのコマンドです。apt 自身が警告するとおり、オプションや出力はリリース間で変わることがあり、ビルドの失敗や動作の違いにつながります。",
  },
  remediation: {
    en: "Write `apt-get install …` instead of `apt install …`, and use apt-cache to search and show packages.",
    ja: "`apt install …` を `apt-get install …` に置き換えてください。検索や情報の表示には apt-cache を使用します。",
  },
  sources: ['apt(8), "SCRIPT USAGE AND DIFFERENCES FROM OTHER APT TOOLS"', "hadolint DL3027"],
  examples: {
    fail: [
      "FROM debian:12\nRUN apt install -y curl=7.88.1-10",
      "FROM debian:12\nRUN apt-get update && sudo apt search curl",
      'FROM debian:12\nRUN ["apt", "update"]',
      "FROM debian:12\nRUN <<EOF\nset -e\napt list --installed\nEOF",
    ],
    pass: [
      "FROM debian:12\nRUN apt-get install -y curl=7.88.1-10",
      "FROM debian:12\nRUN rm -rf /var/lib/apt/lists/* && echo apt",
      "FROM debian:12\nRUN command -v apt",
    ],
  },
  evaluate(build) {
    return runCallsOf(build, (program) => program === "apt").flatMap((located) => {
      const { word, args } = located.call;
      const successor = successors.get(args.find(({ text }) => !text.startsWith("-"))?.text ?? "");
      const written = located.script.text.text.slice(word.start, word.end);
      const edit =
        successor === undefined ? undefined : replaceWord(build, located, word, plainPath(written) + successor);
      return [
        {
          message: {
            en:
              successor === undefined
                ? "apt is no command for scripts."
                : `apt is no command for scripts; ${successor} does the same.`,
            ja:
              successor === undefined
                ? "apt はスクリプト向けのコマンドではありません。"
                : `apt はスクリプト向けのコマンドではありません。${successor} で同じことができます。`,
          },
          range: rangeOf(located.script, word),
          subject: `${located.step.stage.subject}/command:apt`,
          ...fixOf("safe", edit),
        },
      ];
    });
  },
});

/** The program that takes the same subcommand with the same options. Source: apt(8), apt-get(8), apt-cache(8). */
const successors: ReadonlyMap<string, string> = new Map([
  ...[
    "install",
    "reinstall",
    "update",
    "upgrade",
    "remove",
    "purge",
    "autoremove",
    "clean",
    "autoclean",
    "build-dep",
    "source",
    "download",
    "satisfy",
  ].map((name) => [name, "apt-get"] as const),
  ["search", "apt-cache"],
  ["show", "apt-cache"],
  ["policy", "apt-cache"],
  ["depends", "apt-cache"],
  ["rdepends", "apt-cache"],
]);

/** The directory before the program's name; quotes are left to the edit. */
function plainPath(written: string): string {
  const path = written.replace(/["']/g, "");
  return path.slice(0, path.lastIndexOf("/") + 1);
}
