import type { Text } from "../../model/text.ts";
import { spareProgramsOf } from "../../semantics/image/installed-programs.ts";
import { defineImageCheck } from "./define.ts";

/** Daemons of machines, not of services: what an orchestrator does instead. */
const daemons: ReadonlyMap<string, Text> = new Map([
  ["sshd", { en: "logs people in", ja: "ログインを受け付けます" }],
  ["dropbear", { en: "logs people in", ja: "ログインを受け付けます" }],
  ["telnetd", { en: "logs people in without encryption", ja: "暗号化なしでログインを受け付けます" }],
  ["in.telnetd", { en: "logs people in without encryption", ja: "暗号化なしでログインを受け付けます" }],
  ["in.rlogind", { en: "logs people in without encryption", ja: "暗号化なしでログインを受け付けます" }],
  ["in.rshd", { en: "runs commands of others without encryption", ja: "暗号化なしで外部からのコマンドを実行します" }],
  ["vsftpd", { en: "serves files over FTP", ja: "FTP でファイルを公開します" }],
  ["proftpd", { en: "serves files over FTP", ja: "FTP でファイルを公開します" }],
  ["in.tftpd", { en: "serves files without passwords", ja: "認証なしでファイルを公開します" }],
  ["xinetd", { en: "starts other daemons", ja: "ほかのデーモンを起動します" }],
  ["rpcbind", { en: "tells the ports of other daemons", ja: "ほかのデーモンのポートを公開します" }],
  ["smbd", { en: "serves files to Windows", ja: "Windows 向けにファイルを公開します" }],
  ["snmpd", { en: "tells about the machine", ja: "マシンの情報を公開します" }],
  ["cron", { en: "starts jobs", ja: "ジョブを定期実行します" }],
  ["crond", { en: "starts jobs", ja: "ジョブを定期実行します" }],
  ["atd", { en: "starts jobs", ja: "ジョブを予約実行します" }],
  ["rsyslogd", { en: "keeps logs inside the container", ja: "ログをコンテナ内に保存します" }],
  ["exim4", { en: "sends and takes mail", ja: "メールを送受信します" }],
  ["sendmail", { en: "sends and takes mail", ja: "メールを送受信します" }],
  ["avahi-daemon", { en: "announces services in the network", ja: "ネットワークにサービスを告知します" }],
  ["dockerd", { en: "starts containers as root", ja: "root でコンテナを起動します" }],
]);

/** Those that let others in, or as root. */
const doors = /^(?:sshd|dropbear|.*telnetd|in\.r(?:login|sh)d|v?s?ftpd|proftpd|in\.tftpd|dockerd)$/;

export const needlessDaemon = defineImageCheck({
  id: "image/needless-daemon",
  aliases: [],
  title: { en: "Daemon that a container does not need", ja: "コンテナに不要なデーモン" },
  severity: "low",
  severityReason: {
    en: "Medium for daemons that let others in.",
    ja: "外部からの接続を受け付けるデーモンは「中」です。",
  },
  why: {
    en: "A second service in the container is out of the orchestrator's sight: nobody restarts, limits, logs or updates it. One that lets people in is a way around every rule of the cluster.",
    ja: "コンテナ内の 2 つ目のサービスは、オーケストレーターの管理外です。再起動、リソース制限、ログの収集、更新のいずれも行き届きません。ログインを受け付けるものは、クラスターの制限を迂回する経路になります。",
  },
  remediation: {
    en: "Remove the package. Run one service in a container: jobs as a CronJob, logs to standard output, access with `kubectl exec`.",
    ja: "パッケージを削除し、1 つのコンテナでは 1 つのサービスだけを実行してください。定期実行は CronJob、ログは標準出力、調査は `kubectl exec` で行います。",
  },
  sources: ["CIS Docker Benchmark 1.6.0, 4.3 and 5.7", "NIST SP 800-190, 4.1.2"],
  examples: {
    fail: [
      { layers: [{ "usr/sbin/sshd": { content: "x", mode: 0o755 } }] },
      { layers: [{ "usr/sbin/cron": { content: "x", mode: 0o755 } }] },
    ],
    pass: [
      {
        configuration: { command: ["/usr/sbin/sshd", "-D"] },
        layers: [{ "usr/sbin/sshd": { content: "x", mode: 0o755 } }],
      },
      {
        layers: [{ "usr/sbin/nginx": { content: "x", mode: 0o755 }, "etc/init.d/cron": { content: "x", mode: 0o755 } }],
      },
      { layers: [{ "bin/busybox": { content: "x", mode: 0o755 }, "usr/sbin/crond": { linkTo: "/bin/busybox" } }] },
    ],
  },
  evaluate(image) {
    return spareProgramsOf(image, (name) => daemons.has(name)).flatMap(({ name, file, package: owner }) => {
      const does = daemons.get(name);
      // BusyBox has them all under one file; nobody chose this one.
      const isBusyBox = image.tree.resolve(file.path)?.path.endsWith("/busybox") === true;
      if (does === undefined || isBusyBox) return [];
      return [
        {
          message: {
            en: `The image has ${name}, which ${does.en}${owner === undefined ? "" : ` (package ${owner})`}.`,
            ja: `${name} が含まれています${owner === undefined ? "" : `（パッケージ ${owner}）`}。${does.ja}。`,
          },
          subject: `program:${name}`,
          severity: doors.test(name) ? ("medium" as const) : ("low" as const),
          evidence: [{ path: file.path, layer: file.place.layer }] as const,
        },
      ];
    });
  },
});
