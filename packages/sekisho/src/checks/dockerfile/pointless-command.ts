import { runCalls } from "../../semantics/stages/run-calls.ts";
import { rangeOf } from "../../semantics/stages/scripts.ts";
import { defineDockerfileCheck } from "./define.ts";

export const pointlessCommand = defineDockerfileCheck({
  id: "dockerfile/pointless-command",
  aliases: ["hadolint:DL3001"],
  title: { en: "RUN uses a command that makes no sense in a build", ja: "ビルド中に意味のないコマンドの実行" },
  severity: "info",
  why: {
    en: "A build has no services, no terminal and no other processes: what such a command starts, shows or stops is gone when the RUN ends. It is usually a remainder of a server's set-up script.",
    ja: "ビルド中にはサービスも端末もほかのプロセスもありません。このようなコマンドで起動、表示、停止したものは RUN の終了とともに消えます。多くの場合、サーバー用の構築手順がそのまま残っているものです。",
  },
  remediation: {
    en: "Remove the command. What a container has to do when it starts belongs in ENTRYPOINT or CMD.",
    ja: "コマンドを削除してください。コンテナの起動時に必要な処理は、ENTRYPOINT または CMD に記述してください。",
  },
  sources: ["hadolint wiki, DL3001"],
  parameters: {
    commands: {
      type: "string-list",
      description: { en: "Names of the commands.", ja: "対象とするコマンドの名前。" },
      default: ["free", "ifconfig", "kill", "mount", "ps", "service", "shutdown", "ssh", "top", "vim"],
    },
  },
  examples: {
    fail: [
      "FROM debian:12\nRUN service nginx start",
      "FROM debian:12\nRUN make && /bin/ps aux",
      "FROM debian:12\nRUN <<EOF\nmount /dev/sda1 /mnt\nEOF",
    ],
    pass: [
      "FROM debian:12\nRUN apt-get install -y vim",
      "FROM debian:12\nRUN --mount=type=cache,target=/x make",
      "FROM debian:12\nRUN echo service",
      {
        dockerfile: "FROM debian:12\nRUN ssh-keyscan example.com && kill 1",
        parameters: { commands: ["top"] },
      },
    ],
  },
  evaluate(build, { commands }) {
    return runCalls(build).flatMap(({ call, script, step }) => {
      const { name } = call;
      if (name === undefined || !commands.includes(name)) return [];
      return [
        {
          message: {
            en: `${name} has no effect that outlasts this RUN.`,
            ja: `${name} の効果は、この RUN の後には残りません。`,
          },
          range: rangeOf(script, call.word),
          subject: `${step.stage.subject}/command:${name}`,
        },
      ];
    });
  },
});
