import type { HiddenFile } from "../../semantics/overlay/file-tree.ts";
import { defineImageCheck, type ImageEvidence } from "./define.ts";

const megabyte = 1_000_000;
const percent = 100;
/** Files that are named; the rest is counted. */
const maxNamed = 10;

export const wastedSpace = defineImageCheck({
  id: "image/wasted-space",
  aliases: [],
  title: {
    en: "Layers hold files that no container sees",
    ja: "コンテナから見えないファイルを含むレイヤー",
  },
  severity: "low",
  why: {
    en: "What a later layer deletes or replaces stays in the lower one: it is stored, sent and kept, and everybody who pulls the image can read it, secrets and vulnerable programs too.",
    ja: "後のレイヤーで削除や置き換えをしても、元のファイルは下位のレイヤーに残ります。保存や転送の対象となるうえ、秘密情報や脆弱なプログラムも含めて、イメージを取得した者なら誰でも読み取れます。",
  },
  remediation: {
    en: "Delete files in the RUN that makes them, set owner and mode with `COPY --chown --chmod` instead of a later `RUN chown`, and copy results out of a build stage.",
    ja: "ファイルは作成した RUN の中で削除してください。所有者やモードは、後の `RUN chown` ではなく `COPY --chown --chmod` で設定し、成果物はビルド用のステージからコピーします。",
  },
  sources: ["OCI Image Format Specification, layer.md: Whiteouts", "Docker documentation, Building best practices"],
  parameters: {
    maxMegabytes: {
      type: "integer",
      description: {
        en: "Megabytes of hidden files that are allowed.",
        ja: "見えないファイルの合計サイズの上限（メガバイト）。",
      },
      default: 20,
    },
    maxPercent: {
      type: "integer",
      description: {
        en: "Hidden files that are allowed even when they are larger, as a share of all files of the layers.",
        ja: "上限を超えていても許容する割合（レイヤー内の全ファイルに対するパーセント）。",
      },
      default: 5,
    },
  },
  examples: {
    fail: [
      {
        layers: [
          { "opt/sdk.tar": { content: "x", size: 300_000_000 }, app: { content: "x", size: 100_000_000 } },
          { "opt/.wh.sdk.tar": "" },
        ],
      },
      {
        layers: [
          { "srv/data": { content: "x", size: 50_000_000 } },
          { "srv/data": { content: "x", size: 50_000_000, userId: 1 } },
        ],
      },
    ],
    pass: [
      { layers: [{ a: { content: "x", size: 10_000_000 } }, { ".wh.a": "" }] },
      {
        layers: [{ a: { content: "x", size: 25_000_000 }, b: { content: "x", size: 900_000_000 } }, { ".wh.a": "" }],
      },
    ],
  },
  evaluate({ tree, inventory }, { maxMegabytes, maxPercent }) {
    if (inventory.image === undefined) return [];
    const hidden = tree.hidden
      .filter(({ file }) => file.entry.type === "file" && file.entry.size > 0)
      .toSorted((left, right) => right.file.entry.size - left.file.entry.size || compare(left, right));
    const [first, ...others] = hidden;
    const wasted = sumOf(hidden.map(({ file }) => file.entry.size));
    if (first === undefined || wasted <= maxMegabytes * megabyte) return [];
    let visible = 0;
    for (const { entry } of tree.files()) if (entry.type === "file") visible += entry.size;
    const share = Math.round((percent * wasted) / (wasted + visible));
    if (share <= maxPercent) return [];
    return [
      {
        message: {
          en: `${hidden.length} files that later layers delete or replace take ${Math.round(wasted / megabyte)} MB, ${share} % of all layers.`,
          ja: `後のレイヤーで削除または置き換えられたファイルが ${hidden.length} 個あり、合計 ${Math.round(wasted / megabyte)} MB（全レイヤーの ${share} %）を占めています。`,
        },
        subject: "layers",
        evidence: [toEvidence(first), ...others.slice(0, maxNamed - 1).map(toEvidence)],
      },
    ];
  },
});

function toEvidence({ file, by, how }: HiddenFile): ImageEvidence {
  const size = (file.entry.size / megabyte).toFixed(1);
  const done = how === "deleted" ? "削除" : "置き換え";
  return {
    path: file.path,
    layer: file.place.layer,
    message: {
      en: `${size} MB, ${how} in layer ${by + 1}.`,
      ja: `${size} MB、レイヤー ${by + 1} で${done}。`,
    },
  };
}

function compare(left: HiddenFile, right: HiddenFile): number {
  if (left.file.path !== right.file.path) return left.file.path < right.file.path ? -1 : 1;
  return left.file.place.layer - right.file.place.layer;
}

function sumOf(sizes: readonly number[]): number {
  let sum = 0;
  for (const size of sizes) sum += size;
  return sum;
}
