import { defineImageCheck, type ImageEvidence } from "./define.ts";

export const endOfLifeDistribution = defineImageCheck({
  id: "image/end-of-life-distribution",
  aliases: ["trivy:EOSL"],
  title: { en: "Distribution is no longer supported", ja: "サポートが終了したディストリビューション" },
  severity: "high",
  why: {
    en: "The distribution publishes no security updates any more, and many no longer say which of their packages are affected: that a scan finds little means nothing.",
    ja: "セキュリティ修正が提供されないだけでなく、どのパッケージに影響があるかという情報も公開されなくなります。検出事項が少なくても、安全であることにはなりません。",
  },
  remediation: {
    en: "Build the image on a supported release of the distribution.",
    ja: "サポート中のリリースを基にイメージをビルドし直してください。",
  },
  sources: ["endoflife.date", "CIS Docker Benchmark 1.6.0, 4.4", "NIST SP 800-190, 4.1.1"],
  examples: {
    fail: [
      { layers: [{ "etc/os-release": "ID=debian\nVERSION_ID=10\n" }] },
      { layers: [{ "etc/os-release": "ID=alpine\nVERSION_ID=3.12.0\n" }] },
      { layers: [{ "etc/os-release": "ID=custom\nVERSION_ID=1\nSUPPORT_END=2025-01-31\n" }] },
    ],
    pass: [
      { layers: [{ "etc/os-release": "ID=debian\nVERSION_ID=13\n" }] },
      { layers: [{ "etc/os-release": "ID=arch\n" }] },
      { layers: [{ app: "x" }] },
    ],
  },
  evaluate({ inventory, facts, today }) {
    const { distribution } = inventory;
    const end = distribution?.endOfLife;
    if (distribution === undefined || end === undefined || end === false || end >= today) return [];
    const name = distribution.prettyName ?? `${distribution.id} ${distribution.version ?? ""}`.trim();
    const release = facts.find(({ fact }) => fact.kind === "release");
    const evidence: ImageEvidence =
      release === undefined ? { pointer: "/rootfs" } : { path: release.path, layer: release.layer };
    return [
      {
        message: {
          en: `Support for ${name} ended on ${end}.`,
          ja: `${name} のサポートは ${end} に終了しています。`,
        },
        subject: `distribution:${distribution.id}`,
        evidence: [evidence],
      },
    ];
  },
});
