import { leftCaches } from "../../semantics/package-caches/package-caches.ts";
import { zypperCache } from "../../semantics/package-caches/system-caches.ts";
import { defineDockerfileCheck } from "./define.ts";

export const zypperCacheLeft = defineDockerfileCheck({
  id: "dockerfile/zypper-cache-left",
  aliases: ["hadolint:DL3036", "trivy:DS-0020", "trivy:AVD-DS-0020"],
  title: { en: "Cache of zypper left in the image", ja: "イメージに残った zypper のキャッシュ" },
  severity: "low",
  why: {
    en: "zypper keeps this data for its next run, which an image never has. It makes the layer larger to store, send and scan, and deleting it in a later RUN does not shrink the layer.",
    ja: "zypper が次回のために保存するデータは、イメージの中では使われません。レイヤーが大きくなり、保存、転送、スキャンの負担が増えます。後の RUN で削除しても、すでに作られたレイヤーは小さくなりません。",
  },
  remediation: {
    en: "End the RUN with `zypper clean --all`, or keep `/var/cache/zypp` in a cache mount.",
    ja: "RUN の最後で `zypper clean --all` を実行するか、`/var/cache/zypp` をキャッシュマウントにしてください。",
  },
  sources: ['zypper(8), "clean"', "hadolint DL3036", "Trivy DS-0020"],
  examples: {
    fail: [
      "FROM opensuse/leap:15.6\nRUN zypper install -y mariadb=10.4",
      "FROM opensuse/leap:15.6\nRUN zypper cc && zypper remove -y bash",
      "FROM opensuse/leap:15.6\nRUN zypper -n patch",
    ],
    pass: [
      "FROM opensuse/leap:15.6\nRUN zypper install -y mariadb=10.4 && zypper clean",
      "FROM opensuse/leap:15.6\nRUN zypper -n in mariadb=10.4 && zypper cc -a",
      "FROM opensuse/leap:15.6\nRUN zypper -n in mariadb=10.4 && rm -rf /var/cache/zypp/*",
      "FROM opensuse/leap:15.6\nRUN --mount=type=cache,target=/var/cache/zypp zypper -n in mariadb=10.4",
    ],
  },
  evaluate(build) {
    return leftCaches(build, zypperCache, { command: () => "zypper clean --all" });
  },
});
