import { defineImageCheck } from "./define.ts";

const dayMs = 86_400_000;

export const oldImage = defineImageCheck({
  id: "image/old-image",
  aliases: [],
  title: { en: "Image was built long ago", ja: "ビルドから長期間が経過したイメージ" },
  severity: "low",
  why: {
    en: "An image has the security updates of the day on which it was built, and none since. Old images in a registry are started again by mistake.",
    ja: "イメージには、ビルドした日までのセキュリティ修正しか含まれません。レジストリに残った古いイメージが、誤って再び使われることもあります。",
  },
  remediation: {
    en: "Build it again on a current base image, at regular intervals and not only when the code changes. Delete images from the registry that nobody runs.",
    ja: "コードの変更時だけでなく定期的に、新しいベースイメージで再ビルドしてください。使われていないイメージはレジストリから削除します。",
  },
  sources: ["CIS Docker Benchmark 1.6.0, 4.4", "NIST SP 800-190, 3.2.2 Stale images in registries"],
  parameters: {
    maxAgeDays: {
      type: "integer",
      description: {
        en: "Days after which an image counts as old.",
        ja: "古いとみなすまでの、ビルドからの日数。",
      },
      default: 180,
    },
  },
  examples: {
    fail: [
      { configuration: { created: "2026-01-02T03:04:05Z" } },
      { configuration: { created: "2026-08-01T00:00:00Z" }, parameters: { maxAgeDays: 30 } },
    ],
    pass: [
      { configuration: { created: "2026-08-01T00:00:00Z" } },
      { configuration: { created: "1970-01-01T00:00:00Z" } },
      { configuration: { created: "0001-01-01T00:00:00Z" } },
      { configuration: { created: "yesterday" } },
    ],
  },
  evaluate({ inventory, today }, { maxAgeDays }) {
    const created = inventory.image?.configuration.created;
    const builtAt = created === undefined ? Number.NaN : Date.parse(created);
    // Reproducible builds write the beginning of all days, or none at all: that says nothing of the age.
    if (created === undefined || Number.isNaN(builtAt) || builtAt < Date.parse("2000-01-01T00:00:00Z")) return [];
    const ageDays = Math.floor((Date.parse(`${today}T00:00:00Z`) - builtAt) / dayMs);
    if (ageDays <= maxAgeDays) return [];
    const day = new Date(builtAt).toISOString().slice(0, 10);
    return [
      {
        message: {
          en: `The image was built on ${day}, ${ageDays} days ago; ${maxAgeDays} are allowed.`,
          ja: `イメージは ${day} にビルドされ、${ageDays} 日が経過しています（上限は ${maxAgeDays} 日）。`,
        },
        subject: "created",
        evidence: [{ pointer: "/created", excerpt: created.slice(0, 40) }],
      },
    ];
  },
});
