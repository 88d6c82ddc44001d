import type { ShellWord } from "../../formats/shell/syntax.ts";
import { printWord } from "../../formats/shell/word-text.ts";
import { unwrapEdit } from "../../semantics/editing/unwrap-edit.ts";
import { runCalls } from "../../semantics/stages/run-calls.ts";
import { type LocatedCall, rangeOf } from "../../semantics/stages/scripts.ts";
import { isRootUser } from "../../semantics/users/user-names.ts";
import { defineDockerfileCheck } from "./define.ts";

/** Options of sudo that change nothing where root runs it: keep the environment, set HOME, ask for nothing. */
const harmlessOptions: ReadonlySet<string> = new Set([
  "-E",
  "-H",
  "-n",
  "-EH",
  "-HE",
  "--preserve-env",
  "--set-home",
  "--non-interactive",
]);

export const sudoUsed = defineDockerfileCheck({
  id: "dockerfile/sudo-used",
  aliases: ["hadolint:DL3004", "trivy:DS-0010", "trivy:AVD-DS-0010", "checkov:CKV2_DOCKER_1", "dockle:DKL-DI-0001"],
  title: { en: "sudo used in the build", ja: "ビルド中に使用される sudo" },
  severity: "medium",
  why: {
    en: "The image keeps a setuid program and rules that grant root, and anyone who can run commands in the container can use them. sudo also changes how signals and terminals reach the command.",
    ja: "root 権限を渡す setuid プログラムとその設定がイメージに残り、コンテナ内でコマンドを実行できる者なら誰でも利用できます。また、シグナルや端末の扱いも通常と異なります。",
  },
  remediation: {
    en: "Delete sudo, run what needs root while USER is root, and write `USER 10001` afterwards. In an entrypoint, change the user with gosu or setpriv.",
    ja: "sudo を削除し、root が必要な処理は USER が root のうちに実行して、その後に `USER 10001` と記述してください。エントリーポイントでユーザーを切り替える場合は、gosu や setpriv を使用します。",
  },
  sources: ["Docker documentation, Building best practices: USER"],
  examples: {
    fail: [
      "FROM debian:12\nRUN sudo apt-get update",
      "FROM debian:12\nRUN apt-get update && sudo -E /usr/bin/make install",
      "FROM jenkins/jenkins:2.479\nRUN sudo -u jenkins id",
      "FROM debian:12\nRUN <<EOF\nset -e\nsudo id\nEOF",
      "FROM debian:12\nONBUILD RUN sudo id",
      "FROM debian:12\nUSER app\nRUN sudo id",
    ],
    pass: [
      "FROM debian:12\nRUN apt-get install -y sudo",
      "FROM debian:12\nRUN echo sudo make",
      "FROM debian:12\nRUN echo 'app ALL=(ALL) ALL' > /etc/sudoers.d/app",
      "FROM debian:12\nRUN gosu app id",
    ],
  },
  evaluate(build) {
    return runCalls(build).flatMap((located) => {
      const word = sudoWord(located);
      if (word === undefined) return [];
      const user = located.step.state.user?.value;
      const isRoot = user !== undefined && isRootUser(user);
      const edit = isRoot ? unwrapEdit(build, located, harmlessOptions) : undefined;
      return [
        {
          message: isRoot
            ? { en: "USER is root here, so sudo does nothing.", ja: "ここでの USER は root のため、sudo は不要です。" }
            : { en: "The build runs a command with sudo.", ja: "ビルド中に sudo でコマンドを実行しています。" },
          range: rangeOf(located.script, word),
          subject: `${located.step.stage.subject}/command:sudo`,
          ...(edit === undefined ? {} : { fix: { safety: "safe", edits: [edit] } as const }),
        },
      ];
    });
  },
});

function sudoWord({ call }: LocatedCall): ShellWord | undefined {
  if (call.name !== "sudo" && !call.wrappers.includes("sudo")) return undefined;
  return call.node.words.find((word) => /^(?:.*\/)?sudo$/.test(printWord(word)));
}
