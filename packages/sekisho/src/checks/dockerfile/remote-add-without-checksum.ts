import { isRemoteSource } from "../../semantics/context/sources.ts";
import { placedInstructions } from "../../semantics/stages/placed-instructions.ts";
import { expand, lookupIn } from "../../semantics/stages/variables.ts";
import { defineDockerfileCheck } from "./define.ts";

export const remoteAddWithoutChecksum = defineDockerfileCheck({
  id: "dockerfile/remote-add-without-checksum",
  aliases: [],
  title: { en: "Remote ADD without a checksum", ja: "チェックサムのないリモートファイルの ADD" },
  severity: "medium",
  severityReason: {
    en: "High for a URL without TLS: anyone on the network path can replace the file.",
    ja: "TLS を使用しない URL の場合は、通信経路上の誰でもファイルを差し替えられるため「高」です。",
  },
  why: {
    en: "Whatever the URL returns goes into the image. If the server, a branch or a tag is taken over, nobody notices.",
    ja: "ビルド時にその URL から取得した内容が、そのままイメージに入ります。サーバー、ブランチ、タグが乗っ取られても気付けません。",
  },
  remediation: {
    en: "Write the checksum: `ADD --checksum=sha256:… https://…`. For a Git repository, write the full commit ID after `#`.",
    ja: "`ADD --checksum=sha256:… https://…` のように、チェックサムを指定してください。Git リポジトリの場合は、`#` の後に 40 桁のコミット ID を指定します。",
  },
  sources: ["Dockerfile reference, ADD --checksum", "NIST SP 800-190, 4.1.5"],
  examples: {
    fail: [
      "FROM debian:12\nADD https://example.com/tool.tgz /opt/",
      "FROM debian:12\nADD http://example.com/tool /usr/local/bin/",
      "FROM debian:12\nADD https://github.com/moby/buildkit.git#v0.26.0 /src",
      "FROM debian:12\nARG HOST=example.com\nADD https://${HOST}/a /a",
      "FROM debian:12\nADD git@github.com:moby/buildkit.git /src",
    ],
    pass: [
      `FROM debian:12\nADD --checksum=sha256:${"24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d"} https://example.com/tool.tgz /opt/`,
      `FROM debian:12\nADD https://github.com/moby/buildkit.git#${"8d9fa6b4f9cb3ad2ed8d12cf8b6f15c8f1a0b5c7"} /src`,
      "FROM debian:12\nADD rootfs.tar.xz /",
      "FROM debian:12\nARG SOURCE\nADD $SOURCE /opt/",
    ],
  },
  evaluate(build) {
    return placedInstructions(build, "ADD").flatMap(({ instruction, step }) => {
      if (instruction.keyword !== "ADD" || instruction.flags.some(({ name }) => name === "checksum")) return [];
      const find = lookupIn(step.state, step.stage.root.kind === "scratch");
      return instruction.sources.flatMap((word) => {
        const { value, isKnown } = expand(word, find);
        if (!isKnown || !isRemoteSource(value) || isPinnedCommit(value)) return [];
        const isPlain = /^(?:http|ftp|git):/i.test(value);
        return [
          {
            message: {
              en: `The content of ${value} is not fixed by a checksum or a commit ID.`,
              ja: `${value} の内容が、チェックサムやコミット ID で固定されていません。`,
            },
            range: { start: word.start, end: word.end },
            subject: `${step.stage.subject}/source:${value}`,
            severity: isPlain ? ("high" as const) : ("medium" as const),
          },
        ];
      });
    });
  },
});

/** A Git address whose fragment is a whole commit: `…git#<40 hex digits>`, `…git#<commit>:directory`, `?commit=`. */
function isPinnedCommit(address: string): boolean {
  return /#[0-9a-f]{40}(?::|$)/.test(address) || /[?&](?:commit|checksum)=[0-9a-f]{40}(?:&|#|$)/.test(address);
}
