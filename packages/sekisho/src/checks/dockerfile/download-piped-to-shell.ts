import type { Pipeline } from "../../formats/shell/syntax.ts";
import type { CommandCall } from "../../semantics/commands/calls.ts";
import { partsOfPipeline } from "../../semantics/commands/pipeline-parts.ts";
import { runCalls } from "../../semantics/stages/run-calls.ts";
import { type LocatedCall, rangeOf, type StepScript } from "../../semantics/stages/scripts.ts";
import { defineDockerfileCheck } from "./define.ts";

const downloaders: ReadonlySet<string> = new Set(["curl", "wget", "fetch", "aria2c", "http", "https", "lynx"]);
const interpreters =
  /^(?:sh|bash|dash|ash|ksh|zsh|fish|python[\d.]*|pypy[\d.]*|perl[\d.]*|ruby[\d.]*|node|php[\d.]*|pwsh)$/;

export const downloadPipedToShell = defineDockerfileCheck({
  id: "dockerfile/download-piped-to-shell",
  aliases: [],
  title: { en: "Downloaded program run without verification", ja: "検証せずに実行されるダウンロードしたプログラム" },
  severity: "medium",
  severityReason: {
    en: "High for a URL without TLS: anyone on the network path can replace the program.",
    ja: "TLS を使用しない URL の場合は、通信経路上の誰でもプログラムを差し替えられるため「高」です。",
  },
  why: {
    en: "Whoever controls the server or the URL decides what runs as root in the image. A download that breaks off runs half a script, and without pipefail the failure goes unnoticed.",
    ja: "サーバーや URL を管理する者が、イメージ内で root として実行される内容を自由に決められます。ダウンロードが途中で切れるとスクリプトの前半だけが実行され、pipefail がなければ失敗にも気付けません。",
  },
  remediation: {
    en: "Use the distribution's package. Otherwise download to a file, verify its checksum (`ADD --checksum=sha256:…` or `sha256sum -c`), and then run it.",
    ja: "ディストリビューションのパッケージを使用してください。難しい場合は、ファイルにダウンロードし、`ADD --checksum=sha256:…` や `sha256sum -c` でチェックサムを検証してから実行します。",
  },
  sources: ["NIST SP 800-190, 4.1.5", "SLSA 1.0, Threats: use of a compromised dependency"],
  examples: {
    fail: [
      "FROM debian:12\nRUN curl -fsSL https://get.example.com/install.sh | sh",
      "FROM debian:12\nRUN wget -qO- http://get.example.com | sudo -E bash -",
      'FROM debian:12\nRUN bash -c "$(curl -fsSL https://get.example.com)"',
      'FROM debian:12\nSHELL ["/bin/bash", "-c"]\nRUN bash <(curl -s https://get.example.com)',
      "FROM python:3.13\nRUN curl -sSL https://install.example.com | tee log | python3 -",
      "FROM debian:12\nRUN <<EOF\ncurl https://sh.example.com | sh -s -- -y\nEOF",
      'FROM debian:12\nRUN ["sh", "-c", "curl -s https://get.example.com | sh"]',
    ],
    pass: [
      "FROM debian:12\nRUN curl -fsSL https://example.com/a.tgz | tar xz",
      "FROM debian:12\nRUN curl -fsSLo a.sh https://example.com/a.sh && echo 'abc  a.sh' | sha256sum -c && sh a.sh",
      "FROM debian:12\nRUN cat a.sh | sh",
      "FROM debian:12\nRUN curl -fsSL https://example.com/key.asc | gpg --dearmor -o /etc/apt/keyrings/a.gpg",
      "FROM debian:12\nRUN VERSION=$(curl -s https://example.com/version) && echo $VERSION | sh -c cat",
    ],
  },
  evaluate(build) {
    return runCalls(build).flatMap((located) => {
      const { call, script, step } = located;
      if (call.name === undefined || !interpreters.test(call.name)) return [];
      const source = pipedFrom(located) ?? substitutedFrom(located);
      if (source === undefined) return [];
      const address = source.args.find(({ text }) => /^(?:https?|ftp):\/\//.test(text))?.text;
      const isPlain = address !== undefined && !address.startsWith("https:");
      return [
        {
          message: {
            en: `${call.name} runs what ${source.name} downloads${address === undefined ? "" : ` from ${address}`} without verifying it.`,
            ja: `${source.name} が${address === undefined ? "" : ` ${address} から`}ダウンロードした内容を、検証せずに ${call.name} で実行しています。`,
          },
          range: rangeOf(script, call.word),
          subject: `${step.stage.subject}/download:${address ?? source.name}`,
          severity: isPlain ? ("high" as const) : ("medium" as const),
        },
      ];
    });
  },
});

/** `curl … | sh`: the nearest download before the interpreter in the pipeline that it stands in. */
function pipedFrom({ call, script }: LocatedCall): CommandCall | undefined {
  const { pipeline } = call;
  if (pipeline === undefined || runsAnotherProgram(call)) return undefined;
  const download = downloadsBeforeParts(script.calls, pipeline.node)[pipeline.index];
  return download?.depth === call.depth ? download : undefined;
}

const downloadsByPipeline = new WeakMap<Pipeline, readonly (CommandCall | undefined)[]>();

/** For each part of a pipeline the last download in the parts before it. */
function downloadsBeforeParts(calls: readonly CommandCall[], pipeline: Pipeline): readonly (CommandCall | undefined)[] {
  const known = downloadsByPipeline.get(pipeline);
  if (known !== undefined) return known;
  let last: CommandCall | undefined;
  const before = Array.from(partsOfPipeline(calls, pipeline), (part) => {
    const earlier = last;
    last = part?.findLast(isDownload) ?? last;
    return earlier;
  });
  downloadsByPipeline.set(pipeline, before);
  return before;
}

function isDownload({ name }: CommandCall): boolean {
  return downloaders.has(name ?? "");
}

/** `bash -c "$(curl …)"`, `bash <(curl …)`, `python3 -c "$(curl …)"`. */
function substitutedFrom({ call, script }: LocatedCall): CommandCall | undefined {
  const holders = call.args.filter(({ text }) => text.startsWith("$(") || text.startsWith("<("));
  if (holders.length === 0) return undefined;
  return downloadsOf(script).find(({ range }) =>
    holders.some((holder) => range.start >= holder.start && range.end <= holder.end),
  );
}

const downloadsByScript = new WeakMap<StepScript, readonly CommandCall[]>();

function downloadsOf(script: StepScript): readonly CommandCall[] {
  const downloads = downloadsByScript.get(script) ?? script.calls.filter(isDownload);
  downloadsByScript.set(script, downloads);
  return downloads;
}

/** A script on its command line, not on its input: `sh -c cat`, `python3 tool.py`. */
function runsAnotherProgram({ args }: CommandCall): boolean {
  const [first] = args;
  if (first === undefined || first.text === "-" || first.text === "/dev/stdin") return false;
  if (/^-[a-z]*c$/.test(first.text)) return true;
  const isReadingInput = args.some(({ text }) => text === "-s" || text === "-" || /^-[a-z]*s[a-z]*$/.test(text));
  return !isReadingInput && args.some(({ text }) => !text.startsWith("-"));
}
