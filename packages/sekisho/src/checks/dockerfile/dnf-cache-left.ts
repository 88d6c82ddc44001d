import { leftCaches } from "../../semantics/package-caches/package-caches.ts";
import { dnfCache } from "../../semantics/package-caches/system-caches.ts";
import { defineDockerfileCheck } from "./define.ts";

export const dnfCacheLeft = defineDockerfileCheck({
  id: "dockerfile/dnf-cache-left",
  aliases: ["hadolint:DL3040", "trivy:DS-0019", "trivy:AVD-DS-0019", "trivy:DS-0027", "trivy:AVD-DS-0027"],
  title: { en: "Cache of dnf left in the image", ja: "イメージに残った dnf のキャッシュ" },
  severity: "low",
  why: {
    en: "dnf keeps this data for its next run, which an image never has. It makes the layer larger to store, send and scan, and deleting it in a later RUN does not shrink the layer.",
    ja: "dnf が次回のために保存するデータは、イメージの中では使われません。レイヤーが大きくなり、保存、転送、スキャンの負担が増えます。後の RUN で削除しても、すでに作られたレイヤーは小さくなりません。",
  },
  remediation: {
    en: "End the RUN with `dnf clean all` (`microdnf clean all`, `tdnf clean all`), or keep `/var/cache/dnf` or `/var/cache/libdnf5` in a cache mount.",
    ja: "RUN の最後で `dnf clean all`（`microdnf clean all`、`tdnf clean all`）を実行するか、`/var/cache/dnf` または `/var/cache/libdnf5` をキャッシュマウントにしてください。",
  },
  sources: ['dnf(8), "Clean Command"', "hadolint DL3040", "Trivy DS-0019 and DS-0027"],
  examples: {
    fail: [
      "FROM fedora:42\nRUN dnf install -y mariadb-10.4",
      "FROM redhat/ubi9-minimal:9.5\nRUN microdnf install -y mariadb-10.4 && dnf clean all",
      "FROM fedora:42\nRUN dnf install -y bash && dnf clean all && dnf install -y zsh",
      "FROM fedora:42\nRUN <<EOF\ndnf install -y bash\nEOF",
    ],
    pass: [
      "FROM fedora:42\nRUN dnf install -y mariadb-10.4 && dnf clean all",
      "FROM redhat/ubi9-minimal:9.5\nRUN microdnf install -y mariadb-10.4 && microdnf clean all",
      "FROM fedora:42\nRUN dnf install -y mariadb-10.4 && rm -rf /var/cache/dnf",
      "FROM fedora:42\nRUN --mount=type=cache,target=/var/cache/libdnf5,sharing=locked dnf install -y mariadb-10.4",
      "FROM fedora:42\nRUN notdnf install mariadb",
    ],
  },
  evaluate(build) {
    return leftCaches(build, dnfCache, { command: ({ manager }) => `${manager} clean all` });
  },
});
