import { filesOf } from "../../semantics/image/image-files.ts";
import { defineImageCheck } from "./define.ts";

const megabyte = 1_000_000;

export const largeImage = defineImageCheck({
  id: "image/large-image",
  aliases: [],
  title: { en: "Image is large", ja: "サイズの大きいイメージ" },
  severity: "info",
  why: {
    en: "Large images take long to pull, so that new containers and repairs come late. What makes them large is mostly software that the service does not need and that has to be kept up to date all the same.",
    ja: "サイズの大きいイメージは取得に時間がかかり、コンテナの追加や復旧が遅れます。その多くはサービスに不要なソフトウェアですが、それらにも更新の手間がかかります。",
  },
  remediation: {
    en: "Build in one stage and copy the result to a small base image.",
    ja: "ビルド用のステージを分け、成果物だけを小さなベースイメージにコピーしてください。",
  },
  sources: ["Docker documentation, Building best practices: Use multi-stage builds", "NIST SP 800-190, 4.1.1"],
  parameters: {
    maxMegabytes: {
      type: "integer",
      description: {
        en: "Megabytes of files that a container of the image may see.",
        ja: "コンテナから見えるファイルの合計サイズの上限（メガバイト）。",
      },
      default: 1000,
    },
  },
  examples: {
    fail: [
      { layers: [{ "model.bin": { content: "x", size: 1_500_000_000 } }] },
      {
        layers: [{ a: { content: "x", size: 6_000_000 }, b: { content: "x", size: 6_000_000 } }],
        parameters: { maxMegabytes: 10 },
      },
    ],
    pass: [
      { layers: [{ "model.bin": { content: "x", size: 900_000_000 } }] },
      { layers: [{ a: { content: "x", size: 12_000_000 } }], parameters: { maxMegabytes: 12 } },
    ],
  },
  evaluate(image, { maxMegabytes }) {
    if (image.inventory.image === undefined) return [];
    let bytes = 0;
    for (const { entry } of filesOf(image)) if (entry.type === "file") bytes += entry.size;
    if (bytes <= maxMegabytes * megabyte) return [];
    const size = Math.round(bytes / megabyte);
    return [
      {
        message: {
          en: `The files of the image are ${size} MB together; ${maxMegabytes} MB are allowed.`,
          ja: `イメージ内のファイルは合計 ${size} MB です（上限は ${maxMegabytes} MB）。`,
        },
        subject: "size",
        evidence: [{ pointer: "/rootfs" }],
      },
    ];
  },
});
