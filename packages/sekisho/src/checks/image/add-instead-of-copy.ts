import type { Severity } from "../../model/severity.ts";
import type { Text } from "../../model/text.ts";
import { type HistoryStep, historySteps } from "../../semantics/image/history-steps.ts";
import { defineImageCheck } from "./define.ts";

/** Endings of what ADD unpacks. Source: Dockerfile reference, ADD. */
const archive = /\.(?:tar(?:\.\w+)?|tgz|tbz2?|txz|tzst)$/i;

export const addInsteadOfCopy = defineImageCheck({
  id: "image/add-instead-of-copy",
  aliases: ["docker-bench:4.9", "dockle:CIS-DI-0009"],
  title: { en: "ADD used when the image was made", ja: "イメージの作成時に使用された ADD" },
  severity: "low",
  severityReason: {
    en: "Medium for a file that was downloaded. Info where the base image was made with it, and where an older builder leaves no name: it may have been an archive.",
    ja: "ダウンロードしたファイルは「中」です。ベースイメージの作成時に使われた場合と、旧ビルダーの履歴にファイル名が残らない場合（アーカイブの可能性があるため）は「情報」です。",
  },
  why: {
    en: "ADD unpacks archives and downloads URLs without being asked. A file that becomes an archive one day is unpacked into the image, with its links and permissions.",
    ja: "ADD は、アーカイブを自動的に展開し、URL を自動的に取得します。ファイルの内容がアーカイブに変わると、リンクや権限も含めて、意図せずイメージ内に展開されます。",
  },
  remediation: {
    en: "Replace ADD by COPY for files and directories of the build context. Download with `ADD --checksum=sha256:…`.",
    ja: "ビルドコンテキストのファイルやディレクトリには COPY を使用してください。ダウンロードする場合は `ADD --checksum=sha256:…` を使用します。",
  },
  sources: ["CIS Docker Benchmark 1.6.0, 4.9", "Dockle CIS-DI-0009"],
  examples: {
    fail: [
      {
        history: [
          { createdBy: "COPY rootfs / # buildkit", isEmptyLayer: false },
          { createdBy: "ADD app.conf /etc/app.conf # buildkit", isEmptyLayer: false },
        ],
      },
      {
        history: [
          { createdBy: "COPY rootfs / # buildkit", isEmptyLayer: false },
          { createdBy: "ADD https://example.com/tool /usr/bin/tool # buildkit", isEmptyLayer: false },
        ],
      },
      {
        history: [
          { createdBy: "/bin/sh -c #(nop) ADD file:0123 in / ", isEmptyLayer: false },
          { createdBy: "/bin/sh -c #(nop) ADD dir:4567 in /app ", isEmptyLayer: false },
        ],
      },
    ],
    pass: [
      { history: [{ createdBy: "/bin/sh -c #(nop) ADD file:0123 in / ", isEmptyLayer: false }] },
      { history: [{ createdBy: "ADD alpine-minirootfs-3.22.1-x86_64.tar.gz / # buildkit", isEmptyLayer: false }] },
      {
        history: [
          { createdBy: "COPY rootfs / # buildkit", isEmptyLayer: false },
          { createdBy: "ADD site.tar.gz /srv # buildkit", isEmptyLayer: false },
          { createdBy: "COPY ADD /app # buildkit", isEmptyLayer: false },
        ],
      },
    ],
  },
  evaluate(image) {
    const steps = historySteps(image);
    // The first layer is the root file system, which is an archive.
    const rootIndex = image.inventory.image?.history.findIndex(({ isEmptyLayer }) => !isEmptyLayer);
    const found = steps.filter(({ keyword, index }) => keyword === "ADD" && index !== rootIndex).map(describe);
    const bySubject = Map.groupBy(
      found.flatMap((each) => each ?? []),
      ({ subject }) => subject,
    );
    return [...bySubject.values()].flatMap(([first, ...others]) => {
      if (first === undefined) return [];
      const { subject, message, severity, pointer } = first;
      const evidence = [{ pointer }, ...others.map((other) => ({ pointer: other.pointer }))] as const;
      return [{ subject, message, severity, evidence }];
    });
  },
});

interface AddedSource {
  readonly subject: string;
  readonly message: Text;
  readonly severity: Severity;
  readonly pointer: string;
}

function describe({ argument, isOfBase, pointer }: HistoryStep): AddedSource | undefined {
  const words = argument.split(/\s+/, 64).filter((word) => word !== "" && !word.startsWith("--") && word !== "in");
  const target = words.at(-1) ?? "";
  const sources = words.slice(0, -1);
  if (sources.every((source) => archive.test(source))) return undefined;
  const isRemote = sources.some((source) => /^(?:https?:|git@|ftp:)/.test(source) && !archive.test(source));
  const isVerified = /(?:^|\s)--checksum=/.test(argument);
  if (isRemote && isVerified) return undefined;
  const isNameless = sources.every((source) => /^file:[0-9a-f]+$/.test(source));
  const mild = isNameless || isOfBase ? "info" : "low";
  return {
    subject: `add:${target}`,
    message: isRemote
      ? {
          en: `ADD downloaded a file to ${target} without a checksum.`,
          ja: `ADD により、チェックサムの検証なしでファイルを ${target} にダウンロードしています。`,
        }
      : { en: `ADD copied files to ${target}.`, ja: `ADD により、ファイルを ${target} にコピーしています。` },
    severity: isRemote && !isOfBase ? "medium" : mild,
    pointer,
  };
}
