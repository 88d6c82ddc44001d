import type { DockerfileBuild, Stage, Step } from "../../semantics/stages/build.ts";
import { runCallsOf } from "../../semantics/stages/run-calls.ts";
import { type LocatedCall, rangeOf } from "../../semantics/stages/scripts.ts";
import { defineDockerfileCheck } from "./define.ts";

export const wgetAndCurl = defineDockerfileCheck({
  id: "dockerfile/wget-and-curl",
  aliases: ["hadolint:DL4001", "trivy:DS-0014", "trivy:AVD-DS-0014"],
  title: { en: "wget and curl in one stage", ja: "1 つのステージでの wget と curl の併用" },
  severity: "low",
  why: {
    en: "Two programs for one purpose make the image larger and give an attacker a second way to load tools. Proxies and certificates need a set-up for each.",
    ja: "同じ目的のプログラムが 2 つあると、イメージが大きくなり、攻撃者がツールを取り込む手段も増えます。プロキシや証明書の設定も両方に必要です。",
  },
  remediation: {
    en: "Use one of them in the whole stage. `ADD --checksum=sha256:… https://…` downloads a file without either.",
    ja: "ステージ全体でどちらか一方に統一してください。`ADD --checksum=sha256:… https://…` を使うと、どちらも使わずにファイルをダウンロードできます。",
  },
  sources: ["hadolint wiki, DL4001"],
  examples: {
    fail: [
      "FROM debian:12\nRUN wget -q https://example.com/a\nRUN curl -fsS https://example.com/b",
      "FROM debian:12\nRUN wget -q https://example.com/a && curl -fsS https://example.com/b",
    ],
    pass: [
      "FROM debian:12\nRUN wget -q https://example.com/a\nRUN wget -q https://example.com/b",
      "FROM debian:12 AS one\nRUN wget -q https://example.com/a\nFROM debian:12\nRUN curl -fsS https://example.com/b",
      "FROM debian:12\nRUN apt-get install -y wget\nRUN curl -fsS https://example.com/b",
    ],
  },
  evaluate(build) {
    return secondDownloads(build).map(({ call, script, step }) => ({
      message: {
        en: `${call.name} is used, although the stage also uses ${call.name === "curl" ? "wget" : "curl"}.`,
        ja: `このステージでは ${call.name === "curl" ? "wget" : "curl"} も使われていますが、ここでは ${call.name} が使われています。`,
      },
      range: rangeOf(script, call.word),
      subject: `${step.stage.subject}/downloaders`,
    }));
  },
});

/** Gives the first download of each RUN from the one on in which its stage uses the second program. */
function secondDownloads(build: DockerfileBuild): readonly LocatedCall[] {
  const namesByStage = new Map<Stage, Set<string>>();
  const byStep = new Map<Step, LocatedCall>();
  for (const located of runCallsOf(build, (program) => program === "wget" || program === "curl")) {
    const { call, step } = located;
    const names = namesByStage.get(step.stage) ?? new Set();
    namesByStage.set(step.stage, names);
    const name = call.name ?? "";
    const isSecond = !names.has(name);
    names.add(name);
    if (names.size === 2 && (isSecond || !byStep.has(step))) byStep.set(step, located);
  }
  return [...byStep.values()];
}
