import { leftCaches } from "../../semantics/package-caches/package-caches.ts";
import { yumCache } from "../../semantics/package-caches/system-caches.ts";
import { defineDockerfileCheck } from "./define.ts";

export const yumCacheLeft = defineDockerfileCheck({
  id: "dockerfile/yum-cache-left",
  aliases: ["hadolint:DL3032", "trivy:DS-0015", "trivy:AVD-DS-0015"],
  title: { en: "Cache of yum left in the image", ja: "イメージに残った yum のキャッシュ" },
  severity: "low",
  why: {
    en: "yum keeps this data for its next run, which an image never has. It makes the layer larger to store, send and scan, and deleting it in a later RUN does not shrink the layer.",
    ja: "yum が次回のために保存するデータは、イメージの中では使われません。レイヤーが大きくなり、保存、転送、スキャンの負担が増えます。後の RUN で削除しても、すでに作られたレイヤーは小さくなりません。",
  },
  remediation: {
    en: "End the RUN with `yum clean all`, or keep `/var/cache/yum` in a cache mount.",
    ja: "RUN の最後で `yum clean all` を実行するか、`/var/cache/yum` をキャッシュマウントにしてください。",
  },
  sources: ['yum(8), "CLEAN OPTIONS"', "hadolint DL3032", "Trivy DS-0015"],
  examples: {
    fail: [
      "FROM centos:7\nRUN yum install -y mariadb-10.4",
      "FROM centos:7\nRUN yum install -y mariadb-10.4\nRUN yum clean all",
      "FROM centos:7\nRUN yum clean all && yum -y install mariadb-10.4",
      "FROM centos:7\nRUN yum -y install bash && yum clean all && yum -y install zsh",
      "FROM centos:7\nRUN yum -y install bash && yum clean metadata",
      "FROM centos:7\nRUN yum -y update",
    ],
    pass: [
      "FROM centos:7\nRUN yum install -y mariadb-10.4 && yum clean all",
      "FROM centos:7\nRUN if true; then yum -y install tbb && yum clean -y all; fi",
      "FROM centos:7\nRUN yum install -y mariadb-10.4 && rm -rf /var/cache/yum/*",
      "FROM centos:7\nRUN --mount=type=cache,target=/var/cache/yum yum install -y mariadb-10.4",
      "FROM centos:8\nRUN yum install -y mariadb-10.4 && dnf clean all",
      "FROM centos:7\nRUN yum clean all",
    ],
  },
  evaluate(build) {
    return leftCaches(build, yumCache, { command: () => "yum clean all" });
  },
});
