import { withoutCredentials } from "../../formats/repository-lists/repository-address.ts";
import { findDownloadedProgram } from "../../semantics/commands/downloaded-programs.ts";
import { historySteps } from "../../semantics/image/history-steps.ts";
import { defineImageCheck } from "./define.ts";

export const downloadPipedToShell = defineImageCheck({
  id: "image/download-piped-to-shell",
  aliases: [],
  title: {
    en: "Image was made with a downloaded program that nobody verified",
    ja: "イメージの作成時に検証なしで実行されたダウンロードプログラム",
  },
  severity: "medium",
  severityReason: {
    en: "High for a URL without TLS. Info where the base image was made with it.",
    ja: "TLS を使用しない URL の場合は「高」、ベースイメージの作成時に行われた場合は「情報」です。",
  },
  why: {
    en: "Whoever controlled the server or the URL on that day decided what ran as root in the image, and nothing tells what it was.",
    ja: "その時点でサーバーや URL を管理していた者が、イメージ内で root として実行される内容を自由に決められました。実際に何が実行されたかの記録も残りません。",
  },
  remediation: {
    en: "Use the distribution's package. Otherwise download to a file, verify its checksum (`ADD --checksum=sha256:…` or `sha256sum -c`), and then run it.",
    ja: "ディストリビューションのパッケージを使用してください。難しい場合は、ファイルにダウンロードし、`ADD --checksum=sha256:…` や `sha256sum -c` でチェックサムを検証してから実行します。",
  },
  sources: ["NIST SP 800-190, 4.1.5", "CIS Docker Benchmark 1.6.0, 4.11"],
  examples: {
    fail: [
      {
        history: [
          { createdBy: "RUN /bin/sh -c curl -fsSL https://get.example.com | sh # buildkit", isEmptyLayer: false },
        ],
      },
      { history: [{ createdBy: "/bin/sh -c wget -qO- http://get.example.com | bash -", isEmptyLayer: false }] },
      { history: [{ createdBy: '/bin/bash -c bash -c "$(curl -fsSL https://get.example.com)"', isEmptyLayer: false }] },
    ],
    pass: [
      {
        history: [
          { createdBy: "RUN /bin/sh -c curl -fsSL https://example.com/a.tgz | tar xz # buildkit", isEmptyLayer: false },
        ],
      },
      { history: [{ createdBy: 'CMD ["sh", "-c", "curl https://example.com | sh"]', isEmptyLayer: true }] },
    ],
  },
  evaluate(image) {
    const found = historySteps(image).flatMap(({ calls, pointer, isOfBase }) =>
      calls.flatMap((call) => {
        const program = findDownloadedProgram(call, calls);
        return program === undefined ? [] : [{ ...program, pointer, isOfBase }];
      }),
    );
    const keyOf = ({ address, downloader }: (typeof found)[number]) => hostOf(address) ?? downloader;
    return [...Map.groupBy(found, keyOf)].flatMap(([from, [first, ...others]]) => {
      if (first === undefined) return [];
      const all = [first, ...others];
      const severity = all.some(({ isPlain }) => isPlain) ? ("high" as const) : ("medium" as const);
      return [
        {
          message: {
            en: `${first.interpreter} ran what ${first.downloader} downloaded${from === first.downloader ? "" : ` from ${from}`} without verifying it.`,
            ja: `${first.downloader} が${from === first.downloader ? "" : ` ${from} から`}ダウンロードした内容を、検証せずに ${first.interpreter} で実行しています。`,
          },
          subject: `download:${from}`,
          severity: all.every(({ isOfBase }) => isOfBase) ? ("info" as const) : severity,
          evidence: [{ pointer: first.pointer }, ...others.map(({ pointer }) => ({ pointer }))],
        },
      ];
    });
  },
});

/** Scheme and host; the rest may hold a token. */
function hostOf(address: string | undefined): string | undefined {
  return address === undefined ? undefined : /^[a-z]+:\/\/[^/?#\s]+/.exec(withoutCredentials(address))?.[0];
}
