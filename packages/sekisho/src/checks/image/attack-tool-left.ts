import { spareProgramsOf } from "../../semantics/image/installed-programs.ts";
import { groupByPackage } from "../../semantics/image/spare-program-groups.ts";
import { defineImageCheck } from "./define.ts";

/** Programs to fetch more, to look around, to reach other machines and to change running processes. */
const tools: ReadonlySet<string> = new Set(
  "aria2c arping bettercap bpftrace curl dig ettercap ftp gcore gdb gdbserver hping3 hydra john ltrace lynx masscan mtr nbtscan nc nc.openbsd nc.traditional ncat netcat nikto nmap nslookup nsenter perf proxychains proxychains4 rsync scp sftp smbclient socat sqlmap ssh ssh-keyscan strace tcpdump telnet tftp traceroute tshark wget".split(
    " ",
  ),
);

/** They serve nothing but attacks. */
const weapons: ReadonlySet<string> = new Set(
  "bettercap ettercap hping3 hydra john masscan nbtscan nikto nmap proxychains proxychains4 sqlmap".split(" "),
);

export const attackToolLeft = defineImageCheck({
  id: "image/attack-tool-left",
  aliases: [],
  title: { en: "Tool in the image that mainly helps an intruder", ja: "主に侵入者を助けるツールを含むイメージ" },
  severity: "low",
  severityReason: {
    en: "Medium for tools that serve nothing but attacks. What entrypoint, command or health check name is left out.",
    ja: "攻撃以外の用途がほとんどないツールは「中」です。エントリーポイント、コマンド、ヘルスチェックで使われるものは除きます。",
  },
  why: {
    en: "An intruder uses download programs, debuggers and network tools first: to fetch more programs, to look around, and to reach the next service. A running service seldom needs them.",
    ja: "侵入者が最初に使うのは、ダウンロード用のプログラム、デバッガー、ネットワークツールです。追加のプログラムの取得、内部の調査、次のサービスへの侵入に使われます。稼働中のサービスに必要なことはほとんどありません。",
  },
  remediation: {
    en: "Remove the package, or copy only what the service needs to a smaller base image. To look into a running container, use `kubectl debug`.",
    ja: "パッケージを削除するか、サービスに必要なものだけを小さなベースイメージにコピーしてください。稼働中のコンテナの調査には `kubectl debug` を使用します。",
  },
  sources: [
    "CIS Docker Benchmark 1.6.0, 4.3",
    "NIST SP 800-190, 4.1.2",
    "Kubernetes documentation, Ephemeral Containers",
  ],
  examples: {
    fail: [
      { layers: [{ "usr/bin/curl": { content: "x", mode: 0o755 } }] },
      { layers: [{ "usr/bin/nmap": { content: "x", mode: 0o755 } }] },
      {
        layers: [{ "usr/bin/nc.openbsd": { content: "x", mode: 0o755 }, "bin/nc": { linkTo: "/usr/bin/nc.openbsd" } }],
      },
    ],
    pass: [
      { layers: [{ "usr/bin/curl": { content: "x", mode: 0o644 }, "app/curl": { content: "x", mode: 0o755 } }] },
      {
        configuration: { healthCheck: { test: ["CMD-SHELL", "curl -f http://localhost/ || exit 1"] } },
        layers: [{ "usr/bin/curl": { content: "x", mode: 0o755 } }],
      },
      { configuration: { entrypoint: ["/usr/bin/ssh"] }, layers: [{ "usr/bin/ssh": { content: "x", mode: 0o755 } }] },
      { layers: [{ "usr/bin/curl": { linkTo: "/nowhere" } }] },
    ],
  },
  evaluate(image) {
    return groupByPackage(spareProgramsOf(image, (name) => tools.has(name))).map(
      ({ subject, brings, names, evidence }) => ({
        message: {
          en: `${brings.en}, and nothing that the container starts names it.`,
          ja: `${brings.ja}が、コンテナが起動する処理では使われていません。`,
        },
        subject,
        severity: names.some((name) => weapons.has(name)) ? ("medium" as const) : ("low" as const),
        evidence,
      }),
    );
  },
});
