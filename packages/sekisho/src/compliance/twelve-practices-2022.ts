import { defineFramework } from "./framework.ts";

/** Twelve practices for Dockerfiles: the short list that a team starts with. */
export const twelvePractices2022 = defineFramework({
  id: "twelve-practices@2022",
  title: { en: "Twelve practices for Dockerfiles", ja: "Dockerfile の 12 のプラクティス" },
  version: "2022",
  source: "Docker documentation, Building best practices, https://docs.docker.com/build/building/best-practices/",
  controls: [
    {
      id: "1",
      title: { en: "The base image is chosen with care", ja: "慎重なベースイメージの選択" },
      checks: [
        "dockerfile/base-image-deprecated",
        "dockerfile/base-image-end-of-life",
        "dockerfile/base-image-has-slimmer-variant",
        "image/end-of-life-distribution",
      ],
    },
    {
      id: "2",
      title: { en: "The base image has an explicit tag", ja: "ベースイメージのタグの明示" },
      checks: ["dockerfile/base-image-latest-tag", "dockerfile/base-image-without-tag", "image/latest-tag"],
    },
    {
      id: "3",
      title: {
        en: "Official images from a trusted registry come first",
        ja: "信頼できるレジストリの公式イメージの優先",
      },
      checks: ["dockerfile/base-image-from-unofficial-publisher", "dockerfile/untrusted-registry"],
    },
    {
      id: "4",
      title: { en: "Builds have several stages", ja: "マルチステージビルドの利用" },
      checks: [
        "dockerfile/build-tools-in-final-stage",
        "dockerfile/copy-whole-stage",
        "dockerfile/single-stage-build",
        "image/build-tool-left",
      ],
    },
    {
      id: "5",
      title: { en: "Layers are few", ja: "レイヤー数の抑制" },
      checks: [
        "dockerfile/consecutive-runs",
        "dockerfile/copy-archive-then-unpack",
        "dockerfile/file-deleted-in-later-layer",
        "dockerfile/ownership-changed-in-later-layer",
        "image/many-layers",
        "image/wasted-space",
      ],
    },
    {
      id: "6",
      title: { en: "Layers are ordered for the build cache", ja: "ビルドキャッシュを活かすレイヤーの順序" },
      checks: [
        "dockerfile/cache-order-sources-before-dependencies",
        "dockerfile/cache-order-volatile-instruction-early",
        "dockerfile/package-index-update-alone",
        "image/package-index-update-alone",
      ],
    },
    {
      id: "7",
      title: { en: "Only the packages that are needed are installed", ja: "必要最小限のパッケージ" },
      checks: [
        "dockerfile/apt-get-with-recommends",
        "dockerfile/attack-tool-installed",
        "dockerfile/dnf-with-weak-dependencies",
        "dockerfile/wget-and-curl",
        "image/attack-tool-left",
      ],
    },
    {
      id: "8",
      title: { en: "Caches are cleaned in the layer that fills them", ja: "同じレイヤー内でのキャッシュの削除" },
      checks: [
        "dockerfile/apk-without-no-cache",
        "dockerfile/apt-lists-left",
        "dockerfile/cargo-cache-left",
        "dockerfile/composer-cache-left",
        "dockerfile/conda-cache-left",
        "dockerfile/dnf-cache-left",
        "dockerfile/gem-cache-left",
        "dockerfile/go-cache-left",
        "dockerfile/npm-cache-left",
        "dockerfile/pip-cache-left",
        "dockerfile/pnpm-cache-left",
        "dockerfile/uv-cache-left",
        "dockerfile/yarn-cache-left",
        "dockerfile/yum-cache-left",
        "dockerfile/zypper-cache-left",
        "image/package-cache-left",
      ],
    },
    {
      id: "9",
      title: { en: "The container does not run as root", ja: "root 以外のユーザーでの実行" },
      checks: [
        "dockerfile/no-user",
        "dockerfile/root-user",
        "dockerfile/sudo-used",
        "image/root-user",
        "image/sudo-used",
      ],
    },
    {
      id: "10",
      title: { en: "No file has setuid or setgid permissions", ja: "setuid および setgid 権限の排除" },
      checks: ["dockerfile/setuid-not-removed", "image/setuid-file"],
      note: {
        en: "A Dockerfile does not show permissions of files in the base image: scan the built image, too.",
        ja: "Dockerfile からは、ベースイメージ内のファイルの権限を確認できません。ビルド済みイメージも検査してください。",
      },
    },
    {
      id: "11",
      title: {
        en: "Neither credentials nor an environment's configuration are inside",
        ja: "認証情報や環境固有の設定を含めない構成",
      },
      checks: [
        "dockerfile/ballast-copied",
        "dockerfile/build-context-without-dockerignore",
        "dockerfile/credential-file-copied",
        "dockerfile/credential-in-command",
        "dockerfile/credential-in-heredoc",
        "dockerfile/credential-in-variable-value",
        "dockerfile/credential-setup-without-secret-mount",
        "dockerfile/environment-file-copied",
        "dockerfile/environment-specific-configuration-copied",
        "dockerfile/secret-deleted-in-later-layer",
        "dockerfile/secret-in-variable",
        "image/credential-file",
        "image/secret-in-variable",
        "image/ssh-host-key",
        "image/unneeded-file",
        "secret/*",
      ],
    },
    {
      id: "12",
      title: { en: "Files are copied with COPY, not with ADD", ja: "ADD ではなく COPY の使用" },
      checks: ["dockerfile/add-instead-of-copy", "dockerfile/remote-add-without-checksum", "image/add-instead-of-copy"],
    },
  ],
});
