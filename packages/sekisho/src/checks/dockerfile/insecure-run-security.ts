import { deleteFlag } from "../../semantics/editing/delete-flag.ts";
import { placedInstructions } from "../../semantics/stages/placed-instructions.ts";
import { defineDockerfileCheck } from "./define.ts";

export const insecureRunSecurity = defineDockerfileCheck({
  id: "dockerfile/insecure-run-security",
  aliases: [],
  title: { en: "RUN without the builder's sandbox", ja: "サンドボックスなしで実行される RUN" },
  severity: "high",
  why: {
    en: "With `--security=insecure`, the command has all capabilities of the build machine. A package's script or a downloaded program can then attack the machine itself and other builds on it.",
    ja: "`--security=insecure` を指定すると、コマンドはビルドマシンのすべてのケーパビリティを得ます。パッケージのスクリプトやダウンロードしたプログラムが、マシン自体や、同じマシンのほかのビルドを攻撃できるようになります。",
  },
  remediation: {
    en: "Delete `--security=insecure`. Move steps that need privileges, such as loading modules, mounting or nested containers, out of the build.",
    ja: "`--security=insecure` を削除してください。モジュールの読み込み、マウント、コンテナの入れ子など、特権が必要な処理はイメージのビルドから切り離します。",
  },
  sources: ["Dockerfile reference, RUN --security", "NIST SP 800-190, 4.1.2"],
  examples: {
    fail: [
      "FROM debian:12\nRUN --security=insecure mount -t tmpfs tmpfs /mnt",
      "FROM debian:12\nRUN --mount=type=cache,target=/c --security=insecure make",
      "FROM debian:12\nONBUILD RUN --security=insecure make",
    ],
    pass: ["FROM debian:12\nRUN --security=sandbox make", "FROM debian:12\nRUN make --security=insecure"],
  },
  evaluate(build) {
    return placedInstructions(build, "RUN").flatMap(({ instruction, step }) =>
      instruction.flags.flatMap((flag) => {
        if (flag.name !== "security" || flag.value?.value !== "insecure") return [];
        return [
          {
            message: {
              en: "This RUN has all capabilities of the build machine.",
              ja: "この RUN は、ビルドマシンのすべてのケーパビリティを持ちます。",
            },
            range: { start: flag.start, end: flag.end },
            subject: `${step.stage.subject}/flag:security`,
            fix: { safety: "proposal", edits: [deleteFlag(build.syntax.source, flag)] } as const,
          },
        ];
      }),
    );
  },
});
