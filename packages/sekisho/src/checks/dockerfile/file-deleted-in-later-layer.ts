import { positionAt } from "../../model/source-text.ts";
import { findUnpacking } from "../../semantics/context/unpacking.ts";
import { byDirectory } from "../../semantics/layers/by-directory.ts";
import { absoluteInShell, isBehindCd, type LayerFile, layerFiles } from "../../semantics/layers/layer-files.ts";
import { findCredentialKind, isEnvironmentFile } from "../../semantics/sensitive-files/file-kinds.ts";
import type { DockerfileBuild } from "../../semantics/stages/build.ts";
import { runCallsOf } from "../../semantics/stages/run-calls.ts";
import { type LocatedCall, rangeOf } from "../../semantics/stages/scripts.ts";
import { isBefore } from "../../semantics/users/created-users.ts";
import { type DockerfileViolation, defineDockerfileCheck } from "./define.ts";

/** Files that are kept for one path. */
const maxInOnePlace = 100;

export const fileDeletedInLaterLayer = defineDockerfileCheck({
  id: "dockerfile/file-deleted-in-later-layer",
  aliases: [],
  title: {
    en: "Deleted file left in an earlier layer",
    ja: "削除しても前のレイヤーに残ったファイル",
  },
  severity: "low",
  why: {
    en: "A layer never changes: deleting a file later only hides it. Every pull still transfers the file, and anyone who unpacks the layer can read it.",
    ja: "レイヤーの内容が後から変わることはありません。ファイルを削除しても見えなくなるだけで、イメージの容量は減らず、レイヤーを展開すれば内容を読み取れます。",
  },
  remediation: {
    en: "Mount the file for the RUN that needs it: `RUN --mount=type=bind,source=a.zip,target=/tmp/a.zip …`. Otherwise download, use and delete it in one RUN, or do the work in an earlier stage and copy the result.",
    ja: "`RUN --mount=type=bind,source=a.zip,target=/tmp/a.zip …` のように、必要な RUN にだけマウントするか、ダウンロードから使用、削除までを 1 つの RUN で行ってください。前のステージで処理し、結果だけをコピーする方法もあります。",
  },
  sources: [
    "OCI Image Format Specification, Layer: whiteouts",
    "Docker documentation, Building best practices: Use multi-stage builds",
  ],
  examples: {
    fail: [
      "FROM debian:12\nCOPY setup.zip /tmp/\nRUN unzip /tmp/setup.zip -d /opt && rm /tmp/setup.zip",
      "FROM debian:12\nCOPY src /tmp/build/src\nRUN make -C /tmp/build/src install\nRUN rm -rf /tmp/build",
      "FROM debian:12\nRUN curl -fsSL -o /tmp/a.deb https://example.com/a.deb\nRUN dpkg -i /tmp/a.deb && rm -f /tmp/a.deb",
      "FROM debian:12\nWORKDIR /opt\nADD https://example.com/a.run ./\nRUN sh a.run && rm a.run",
      "FROM debian:12 AS base\nCOPY tools /opt/tools\nFROM base\nRUN /opt/tools/run && rm -r /opt/tools",
    ],
    pass: [
      "FROM debian:12\nRUN --mount=type=bind,source=setup.zip,target=/tmp/setup.zip unzip /tmp/setup.zip -d /opt",
      "FROM debian:12\nRUN curl -fsSL -o /tmp/a.deb https://example.com/a.deb && dpkg -i /tmp/a.deb && rm /tmp/a.deb",
      "FROM debian:12 AS build\nCOPY src /src\nRUN make -C /src && rm -r /src\nFROM debian:12\nCOPY --from=build /out /out",
      "FROM debian:12\nCOPY app /opt/app\nRUN rm -rf /opt/cache",
      "FROM debian:12\nRUN rm -rf /opt/app\nCOPY app /opt/app",
      "FROM debian:12\nCOPY app /opt/app\nRUN cd /tmp && rm -rf opt/app",
    ],
  },
  evaluate(build) {
    const files = layerFiles(build).filter(({ step }) => step.stage.isInTarget);
    if (files.length === 0) return [];
    const placed = byDirectory(files, maxInOnePlace);
    return runCallsOf(build, (program) => program === "rm").flatMap((located) => violationsOf(build, located, placed));
  },
});

function violationsOf(
  build: DockerfileBuild,
  located: LocatedCall,
  placed: ReadonlyMap<string, readonly LayerFile[]>,
): readonly DockerfileViolation[] {
  const { call, step, script } = located;
  if (!step.stage.isInTarget) return [];
  return call.args.flatMap(({ text, word }) => {
    const isUnclear = text.startsWith("-") || (!/^[/~$]/.test(text) && isBehindCd(located));
    const path = isUnclear ? undefined : absoluteInShell(text, step);
    const file = placed.get(path ?? "")?.find((each) => isBefore(each.step, step));
    if (file === undefined || isToldElsewhere(file)) return [];
    const line = positionAt(build.syntax.source, file.step.instruction.start).line;
    return [
      {
        message: {
          en: `${file.path} is deleted here and stays in the layer of line ${line}.`,
          ja: `ここで削除される ${file.path} は、${line} 行目のレイヤーに残ります。`,
        },
        range: rangeOf(script, word),
        subject: `${step.stage.subject}/file:${file.path}`,
      },
    ];
  });
}

/** Secrets and archives that tar unpacks have checks of their own. */
function isToldElsewhere({ path, step, origin }: LayerFile): boolean {
  if (findCredentialKind(path) !== undefined || isEnvironmentFile(path)) return true;
  const name = path.slice(path.lastIndexOf("/") + 1);
  return (
    origin === "copy" &&
    step.instruction.keyword === "COPY" &&
    findUnpacking(step.stage.steps).some(({ archive }) => archive === name)
  );
}
