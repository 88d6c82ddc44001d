import { runCallsOf } from "../../semantics/stages/run-calls.ts";
import { rangeOf } from "../../semantics/stages/scripts.ts";
import { defineDockerfileCheck } from "./define.ts";

export const pointlessCommand = defineDockerfileCheck({
  id: "dockerfile/pointless-command",
  aliases: ["hadolint:DL3001"],
  title: { en: "Command that has no lasting effect in a build", ja: "ビルド中に実行しても効果のないコマンド" },
  severity: "info",
  why: {
    en: "A build has no services, no terminal and no other processes. What such a command starts, shows or stops is gone when the RUN ends, so the service does not get what the command seems to set up.",
    ja: "ビルド中にはサービスも端末もほかのプロセスもありません。このようなコマンドで起動、表示、停止したものは RUN の終了とともに消えるため、設定したつもりの内容がサービスに反映されません。",
  },
  remediation: {
    en: "Delete the command. If the container needs it when it starts, write it in ENTRYPOINT or CMD.",
    ja: "コマンドを削除してください。コンテナの起動時に必要な処理は、ENTRYPOINT または CMD に記述します。",
  },
  sources: ["hadolint wiki, DL3001"],
  parameters: {
    commands: {
      type: "string-list",
      description: { en: "Names of the commands that are reported.", ja: "検出するコマンドの名前。" },
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
    return runCallsOf(build, (program) => commands.includes(program)).map(({ call, script, step }) => ({
      message: {
        en: `${call.name} has no effect that outlasts this RUN.`,
        ja: `${call.name} の効果は、この RUN の後には残りません。`,
      },
      range: rangeOf(script, call.word),
      subject: `${step.stage.subject}/command:${call.name}`,
    }));
  },
});
