import type { CopyInstruction } from "../../formats/dockerfile/syntax.ts";
import type { TextFix } from "../../model/fix.ts";
import { isRemoteSource, isUnpackedByAdd } from "../../semantics/context/sources.ts";
import type { DockerfileBuild } from "../../semantics/stages/build.ts";
import { placedInstructions } from "../../semantics/stages/placed-instructions.ts";
import { expand, lookupIn } from "../../semantics/stages/variables.ts";
import { defineDockerfileCheck } from "./define.ts";

export const addInsteadOfCopy = defineDockerfileCheck({
  id: "dockerfile/add-instead-of-copy",
  aliases: ["hadolint:DL3020", "trivy:DS-0005", "trivy:AVD-DS-0005", "checkov:CKV_DOCKER_4", "dockle:CIS-DI-0009"],
  title: { en: "ADD where COPY is enough", ja: "COPY で足りる箇所での ADD" },
  severity: "low",
  why: {
    en: "ADD unpacks archives and downloads URLs without being asked. A file that becomes an archive one day is unpacked into the image, with its links and permissions.",
    ja: "ADD は、アーカイブを自動的に展開し、URL を自動的に取得します。ファイルの内容がアーカイブに変わると、リンクや権限も含めて、意図せずイメージ内に展開されます。",
  },
  remediation: {
    en: "Replace ADD by COPY for files and directories of the build context: `COPY app.conf /etc/app.conf`.",
    ja: "ビルドコンテキストのファイルやディレクトリには、`COPY app.conf /etc/app.conf` のように COPY を使用してください。",
  },
  sources: ["CIS Docker Benchmark 1.6.0, 4.9", "Docker documentation, Building best practices: ADD or COPY"],
  examples: {
    fail: [
      "FROM debian:12\nADD app /usr/src/app/",
      "FROM debian:12\nadd config/* /etc/app/",
      "FROM debian:12\nADD --chown=1000:1000 package.zip /opt/",
      'FROM debian:12\nADD ["app", "/usr/src/app/"]',
      "FROM debian:12\nONBUILD ADD . /app",
    ],
    pass: [
      "FROM debian:12\nCOPY app /usr/src/app/",
      "FROM debian:12\nADD rootfs.tar.xz /",
      "FROM debian:12\nADD https://example.com/tool /usr/bin/tool",
      "FROM debian:12\nADD git@github.com:moby/buildkit.git#v0.26.0 /src",
      "FROM debian:12\nARG FILE\nADD $FILE /opt/",
      "FROM debian:12\nADD layer.tar.zst /",
    ],
  },
  evaluate(build) {
    return placedInstructions(build, "ADD").flatMap(({ instruction, step }) => {
      if (instruction.keyword !== "ADD" || instruction.sources.length === 0) return [];
      const find = lookupIn(step.state, step.stage.root.kind === "scratch");
      const sources = instruction.sources.map((word) => expand(word, find));
      const plain = sources.filter(
        ({ value, isKnown }) => isKnown && !isRemoteSource(value) && !isUnpackedByAdd(value),
      );
      const [first] = plain;
      if (first === undefined) return [];
      const fix = plain.length === sources.length ? replaceKeyword(build, instruction) : undefined;
      return [
        {
          message: {
            en: `${first.value} is neither an archive nor a URL.`,
            ja: `${first.value} は、アーカイブでも URL でもありません。`,
          },
          range: { start: instruction.keywordRange.start, end: instruction.keywordRange.end },
          subject: `${step.stage.subject}/source:${first.value}`,
          ...(fix === undefined ? {} : { fix }),
        },
      ];
    });
  },
});

/** A pattern may find archives, which ADD unpacks and COPY does not: then a person decides. */
function replaceKeyword(
  build: DockerfileBuild,
  { flags, keywordRange, sources }: CopyInstruction,
): TextFix | undefined {
  if (flags.some(({ name }) => name === "checksum" || name === "keep-git-dir" || name === "unpack")) return undefined;
  const { start, end } = keywordRange;
  const isLower = build.syntax.source.text.slice(start, end) === "add";
  const hasPattern = sources.some(({ value }) => /[*?[]/.test(value));
  return { safety: hasPattern ? "proposal" : "safe", edits: [{ start, end, text: isLower ? "copy" : "COPY" }] };
}
