import { spareProgramsOf } from "../../semantics/image/installed-programs.ts";
import { groupByPackage } from "../../semantics/image/spare-program-groups.ts";
import { defineImageCheck } from "./define.ts";

const managers: ReadonlySet<string> = new Set(
  "apk apt apt-get aptitude bun cargo composer conda corepack dnf dnf5 dpkg easy_install gem mamba microdnf micromamba npm npx opkg pacman pip pip3 pipx pnpm poetry rpm snap tdnf uv yarn yum zypper".split(
    " ",
  ),
);

export const packageManagerLeft = defineImageCheck({
  id: "image/package-manager-left",
  aliases: [],
  title: { en: "Package manager left in the image", ja: "イメージに残ったパッケージマネージャー" },
  severity: "info",
  why: {
    en: "An intruder installs what is missing with it. A container is replaced, not updated: what is installed in a running one is gone with it and stands in no SBOM.",
    ja: "侵入者が不足するツールをインストールするために使えます。コンテナは更新ではなく作り直すものであり、稼働中にインストールしたものは SBOM に載らず、コンテナとともに失われます。",
  },
  remediation: {
    en: "Copy the service to a base image without a package manager (distroless, Chainguard, `scratch`), or remove the manager in the last RUN. Run containers with a read-only root file system.",
    ja: "パッケージマネージャーのないベースイメージ（distroless、Chainguard、`scratch` など）にコピーするか、最後の RUN で削除してください。コンテナは読み取り専用のルートファイルシステムで実行します。",
  },
  sources: ["CIS Docker Benchmark 1.6.0, 4.3", "NIST SP 800-190, 4.1.2"],
  examples: {
    fail: [
      { layers: [{ "usr/bin/apt-get": { content: "x", mode: 0o755 }, "usr/bin/dpkg": { content: "x", mode: 0o755 } }] },
      { layers: [{ "sbin/apk": { content: "x", mode: 0o755 } }] },
    ],
    pass: [
      { layers: [{ "app/server": { content: "x", mode: 0o755 } }] },
      {
        configuration: { command: ["npm", "start"] },
        layers: [{ "usr/local/bin/npm": { content: "x", mode: 0o755 } }],
      },
      { layers: [{ "sbin/apk": { content: "x", mode: 0o755 } }, { "sbin/.wh.apk": "" }] },
    ],
  },
  evaluate(image) {
    return groupByPackage(spareProgramsOf(image, (name) => managers.has(name))).map(
      ({ subject, brings, evidence }) => ({
        message: {
          en: `${brings.en} for installing packages.`,
          ja: `${brings.ja}。パッケージのインストールに使えます。`,
        },
        subject,
        evidence,
      }),
    );
  },
});
