import { filesOf, placeOf } from "../../semantics/image/image-files.ts";
import { defineImageCheck } from "./define.ts";

/** 32 hexadecimal digits, with or without a line end. Source: machine-id(5). */
const idBytes: ReadonlySet<number> = new Set([32, 33]);

export const machineId = defineImageCheck({
  id: "image/machine-id",
  aliases: [],
  title: { en: "All containers share one machine id", ja: "すべてのコンテナで共通の machine-id" },
  severity: "low",
  why: {
    en: "The id is meant to be secret and unique: D-Bus, journals, DHCP and licences tell machines apart by it. From the image, everybody knows it, and all containers are one machine.",
    ja: "machine-id は秘密かつ固有であることを前提に、D-Bus、ジャーナル、DHCP、ライセンス管理などで使われます。イメージに含まれていると誰にでも知られ、すべてのコンテナが同じマシンとみなされます。",
  },
  remediation: {
    en: "Empty the file in the RUN that makes it: `: > /etc/machine-id`. It is filled at the first start.",
    ja: "作成した RUN の中で `: > /etc/machine-id` により空にしてください。初回の起動時に生成されます。",
  },
  sources: ["machine-id(5)"],
  examples: {
    fail: [
      { layers: [{ "etc/machine-id": `${"0123456789abcdef".repeat(2)}\n` }] },
      { layers: [{ "var/lib/dbus/machine-id": "0123456789abcdef".repeat(2) }] },
    ],
    pass: [
      { layers: [{ "etc/machine-id": "" }] },
      { layers: [{ "etc/machine-id": "uninitialized\n" }] },
      { layers: [{ "etc/machine-id": "", "var/lib/dbus/machine-id": { linkTo: "/etc/machine-id" } }] },
    ],
  },
  evaluate(image) {
    return filesOf(image).flatMap((file) => {
      const { path, entry } = file;
      const isId = path === "etc/machine-id" || path === "var/lib/dbus/machine-id";
      if (!isId || entry.type !== "file" || !idBytes.has(entry.size)) return [];
      return [
        {
          message: { en: `/${path} holds an id.`, ja: `/${path} に ID が設定されています。` },
          subject: `file:/${path}`,
          evidence: [placeOf(file)] as const,
        },
      ];
    });
  },
});
