import { filesOf } from "../../semantics/image/image-files.ts";
import { defineImageCheck } from "./define.ts";

/** Files that only an image with a distribution in it has. */
const signs =
  /^(?:usr\/)?(?:bin\/(?:sh|bash|busybox)|lib\/(?:ld-musl-[\w-]+\.so\.1|(?:[\w-]+\/)?libc\.so\.6)|lib64\/libc\.so\.6)$/;

export const unknownDistribution = defineImageCheck({
  id: "image/unknown-distribution",
  aliases: [],
  title: { en: "Distribution is not known", ja: "特定できないディストリビューション" },
  severity: "info",
  why: {
    en: "Without a release file and a package database nobody can tell which packages and versions the image holds: their vulnerabilities stay unseen.",
    ja: "リリース情報のファイルとパッケージデータベースがないと、含まれるパッケージとバージョンを特定できず、脆弱性を検出できません。",
  },
  remediation: {
    en: "Keep `/etc/os-release` and the package database (`/var/lib/dpkg`, `/lib/apk/db`, `/usr/lib/sysimage/rpm`) in the image, or attach an SBOM of the build to it.",
    ja: "`/etc/os-release` とパッケージデータベース（`/var/lib/dpkg`、`/lib/apk/db`、`/usr/lib/sysimage/rpm`）をイメージに残すか、ビルド時の SBOM を添付してください。",
  },
  sources: ["os-release(5)"],
  examples: {
    fail: [
      { layers: [{ "bin/busybox": { content: "x", mode: 0o755 } }] },
      {
        layers: [{ "etc/os-release": "ID=debian\nVERSION_ID=13\n", "usr/bin/bash": "x" }, { "etc/.wh.os-release": "" }],
      },
    ],
    pass: [
      { layers: [{ "bin/busybox": "x", "etc/os-release": "ID=alpine\nVERSION_ID=3.22.1\n" }] },
      { layers: [{ "app/server": "x" }] },
    ],
  },
  evaluate(image) {
    if (image.inventory.distribution !== undefined) return [];
    const sign = filesOf(image).find(({ path, entry }) => entry.type !== "directory" && signs.test(path));
    if (sign === undefined) return [];
    return [
      {
        message: {
          en: `/${sign.path} comes from a distribution, but no file says which one.`,
          ja: `/${sign.path} はディストリビューションのファイルですが、どのディストリビューションかを示すファイルがありません。`,
        },
        subject: "distribution",
        evidence: [{ path: sign.path, layer: sign.place.layer }],
      },
    ];
  },
});
