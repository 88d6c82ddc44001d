import { findDownloadedProgram } from "../../semantics/commands/downloaded-programs.ts";
import { runCalls } from "../../semantics/stages/run-calls.ts";
import { rangeOf } from "../../semantics/stages/scripts.ts";
import { defineDockerfileCheck } from "./define.ts";

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
      const program = findDownloadedProgram(call, script.calls);
      if (program === undefined) return [];
      const { interpreter, downloader, address, isPlain } = program;
      return [
        {
          message: {
            en: `${interpreter} runs what ${downloader} downloads${address === undefined ? "" : ` from ${address}`} without verifying it.`,
            ja: `${downloader} が${address === undefined ? "" : ` ${address} から`}ダウンロードした内容を、検証せずに ${interpreter} で実行しています。`,
          },
          range: rangeOf(script, call.word),
          subject: `${step.stage.subject}/download:${address ?? downloader}`,
          severity: isPlain ? ("high" as const) : ("medium" as const),
        },
      ];
    });
  },
});
