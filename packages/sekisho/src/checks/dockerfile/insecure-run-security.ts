import { deleteFlag } from "../../semantics/editing/delete-flag.ts";
import { placedInstructions } from "../../semantics/stages/placed-instructions.ts";
import { defineDockerfileCheck } from "./define.ts";

export const insecureRunSecurity = defineDockerfileCheck({
  id: "dockerfile/insecure-run-security",
  aliases: [],
  title: { en: "RUN without the builder's sandbox", ja: "サンドボックスなしで実行される RUN" },
  severity: "high",
  why: {
    en: "With --security=insecure the command has all capabilities of the build machine: what a package's script or a downloaded program does there, it does to the machine and to other people's builds.",
    ja: "--security=insecure を指定すると、コマンドはビルドマシンのすべてのケーパビリティを得ます。パッケージのスクリプトやダウンロードしたプログラムが、マシン自体やほかのビルドに影響を与えられます。",
  },
  remediation: {
    en: "Delete the flag. Move what needs privileges (loading modules, mounting, nested containers) out of the image's build.",
    ja: "フラグを削除してください。モジュールの読み込み、マウント、コンテナの入れ子など、特権が必要な処理はイメージのビルドから切り離します。",
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
