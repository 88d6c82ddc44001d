import { defineImageCheck } from "./define.ts";

export const manyLayers = defineImageCheck({
  id: "image/many-layers",
  aliases: [],
  title: { en: "Image has many layers", ja: "レイヤー数の多いイメージ" },
  severity: "info",
  why: {
    en: "Docker starts no image of more than 127 layers, and whoever builds on this one adds to them. Files that one layer writes and the next one deletes stay in the image.",
    ja: "Docker では、127 を超えるレイヤーを持つイメージを使用できず、このイメージを基にしたビルドではさらに増えます。また、後のレイヤーで削除したファイルもイメージに残ります。",
  },
  remediation: {
    en: "Join RUN instructions that belong together, and copy results out of a build stage.",
    ja: "関連する RUN 命令をまとめ、成果物はビルド用のステージからコピーしてください。",
  },
  sources: ["Docker documentation, OverlayFS storage driver", "moby, MaxLayerDepth"],
  parameters: {
    maxLayers: {
      type: "integer",
      description: { en: "Layers that an image may have.", ja: "レイヤー数の上限。" },
      default: 60,
    },
  },
  examples: {
    fail: [{ layers: [{ a: "1" }, { b: "2" }, { c: "3" }], parameters: { maxLayers: 2 } }],
    pass: [{ layers: [{ a: "1" }, { b: "2" }, { c: "3" }] }],
  },
  evaluate({ inventory }, { maxLayers }) {
    const count = inventory.image?.layers.length ?? 0;
    if (count <= maxLayers) return [];
    return [
      {
        message: {
          en: `The image has ${count} layers; ${maxLayers} are allowed.`,
          ja: `イメージのレイヤー数は ${count} です（上限は ${maxLayers}）。`,
        },
        subject: "layers",
        evidence: [{ pointer: "/rootfs/diff_ids" }],
      },
    ];
  },
});
