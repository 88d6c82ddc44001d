import { deleteFlag } from "../../semantics/editing/delete-flag.ts";
import { placedInstructions } from "../../semantics/stages/placed-instructions.ts";
import { defineDockerfileCheck } from "./define.ts";

export const hostNetworkRun = defineDockerfileCheck({
  id: "dockerfile/host-network-run",
  aliases: [],
  title: { en: "RUN on the build machine's network", ja: "ビルドマシンのネットワークを使用する RUN" },
  severity: "medium",
  why: {
    en: "The command can reach everything that listens on the loopback of the build machine: the builder, agents, metadata and credential services. A package's script can misuse them, and the result depends on the machine.",
    ja: "コマンドから、ビルドマシンのループバックで待ち受けるビルダー、エージェント、メタデータや認証情報のサービスに到達できます。パッケージのスクリプトに悪用されるおそれがあり、ビルド結果もマシンに依存します。",
  },
  remediation: {
    en: "Delete `--network=host`. Use `--network=none` for commands that need no network.",
    ja: "`--network=host` を削除してください。ネットワークが不要なコマンドには `--network=none` を指定します。",
  },
  sources: ["Dockerfile reference, RUN --network"],
  examples: {
    fail: ["FROM debian:12\nRUN --network=host make test", "FROM debian:12\nONBUILD RUN --network=host make test"],
    pass: [
      "FROM debian:12\nRUN --network=none make",
      "FROM debian:12\nRUN --network=default make",
      "FROM debian:12\nRUN docker run --network=host app",
    ],
  },
  evaluate(build) {
    return placedInstructions(build, "RUN").flatMap(({ instruction, step }) =>
      instruction.flags.flatMap((flag) => {
        if (flag.name !== "network" || flag.value?.value !== "host") return [];
        return [
          {
            message: {
              en: "This RUN uses the network of the build machine.",
              ja: "この RUN は、ビルドマシンのネットワークを使用します。",
            },
            range: { start: flag.start, end: flag.end },
            subject: `${step.stage.subject}/flag:network`,
            fix: { safety: "proposal", edits: [deleteFlag(build.syntax.source, flag)] } as const,
          },
        ];
      }),
    );
  },
});
