import { defineFramework } from "./framework.ts";

/** Chapter 4 of the CIS Docker Benchmark: images and build files. Titles are ours; the numbers are the benchmark's. */
export const cisDocker160 = defineFramework({
  id: "cis-docker@1.6.0",
  title: {
    en: "CIS Docker Benchmark, chapter 4: container images and build files",
    ja: "CIS Docker Benchmark 第 4 章: コンテナイメージとビルドファイル",
  },
  version: "1.6.0",
  source: "Center for Internet Security, CIS Docker Benchmark v1.6.0, https://www.cisecurity.org/benchmark/docker",
  controls: [
    {
      id: "4.1",
      title: { en: "The container runs as a user of its own, not as root", ja: "root ではない専用ユーザーでの実行" },
      checks: ["dockerfile/no-user", "dockerfile/root-user", "image/root-user", "image/unknown-user"],
      note: {
        en: "Neither a Dockerfile nor an image shows a user that is set when the container starts.",
        ja: "コンテナの起動時に指定するユーザーは、Dockerfile やイメージからは確認できません。",
      },
    },
    {
      id: "4.2",
      title: { en: "Base images come from trusted sources", ja: "信頼できる提供元のベースイメージの使用" },
      checks: [
        "dockerfile/base-image-deprecated",
        "dockerfile/base-image-end-of-life",
        "dockerfile/base-image-from-unofficial-publisher",
        "dockerfile/untrusted-registry",
        "image/end-of-life-distribution",
      ],
      note: {
        en: "You decide which registries are trusted; name them in the configuration file.",
        ja: "信頼するレジストリは利用者が決める必要があります。設定ファイルで指定してください。",
      },
    },
    {
      id: "4.3",
      title: { en: "Only packages that are needed are installed", ja: "必要なパッケージのみのインストール" },
      checks: [
        "dockerfile/apt-get-with-recommends",
        "dockerfile/attack-tool-installed",
        "dockerfile/base-image-has-slimmer-variant",
        "dockerfile/build-tools-in-final-stage",
        "dockerfile/dnf-with-weak-dependencies",
        "dockerfile/single-stage-build",
        "dockerfile/sudo-used",
        "image/attack-tool-left",
        "image/build-tool-left",
        "image/needless-daemon",
        "image/package-manager-left",
        "image/privilege-program-left",
        "image/shell-left",
      ],
      note: {
        en: "Only the application's developers know whether each package is needed at run time.",
        ja: "各パッケージが実行時に必要かどうかは、アプリケーションの開発者が判断する必要があります。",
      },
    },
    {
      id: "4.4",
      title: {
        en: "Images are scanned and rebuilt with security patches",
        ja: "イメージのスキャンと、修正パッチを含めた再ビルド",
      },
      checks: ["dockerfile/base-image-end-of-life", "image/end-of-life-distribution", "image/old-image"],
      canOnlyFail: true,
      note: {
        en: "These checks show distributions without support and old builds. Whether every patch is in is seen from the known vulnerabilities of the packages.",
        ja: "分かるのは、サポートが終了したディストリビューションと、古いビルドです。修正パッチがすべて含まれているかどうかは、パッケージの既知の脆弱性で確認してください。",
      },
    },
    {
      id: "4.5",
      title: {
        en: "Content trust is switched on where images are pulled",
        ja: "イメージ取得時のコンテンツトラストの有効化",
      },
      checks: [],
      note: {
        en: "Content trust is a setting of the machine that pulls and pushes, not of a Dockerfile.",
        ja: "コンテンツトラストはイメージを取得および送信する環境の設定であり、Dockerfile では評価できません。",
      },
    },
    {
      id: "4.6",
      title: { en: "The image has a health check", ja: "ヘルスチェックの設定" },
      checks: ["dockerfile/multiple-healthcheck", "dockerfile/no-healthcheck", "image/no-healthcheck"],
    },
    {
      id: "4.7",
      title: {
        en: "Package indexes are not updated in a layer of their own",
        ja: "パッケージインデックスの更新だけを行うレイヤーの排除",
      },
      checks: ["dockerfile/package-index-update-alone", "image/package-index-update-alone"],
    },
    {
      id: "4.8",
      title: { en: "setuid and setgid permissions are removed", ja: "setuid および setgid 権限の除去" },
      checks: ["dockerfile/setuid-not-removed", "image/file-with-capabilities", "image/setuid-file"],
      note: {
        en: "A Dockerfile does not show permissions of files in the base image: scan the built image, too.",
        ja: "Dockerfile からは、ベースイメージ内のファイルの権限を確認できません。ビルド済みイメージも検査してください。",
      },
    },
    {
      id: "4.9",
      title: { en: "Files are copied with COPY, not with ADD", ja: "ADD ではなく COPY によるファイルのコピー" },
      checks: ["dockerfile/add-instead-of-copy", "dockerfile/remote-add-without-checksum", "image/add-instead-of-copy"],
    },
    {
      id: "4.10",
      title: { en: "No secret is written in a Dockerfile", ja: "Dockerfile への秘密情報の記載の禁止" },
      checks: [
        "dockerfile/credential-file-copied",
        "dockerfile/credential-in-command",
        "dockerfile/credential-in-heredoc",
        "dockerfile/credential-in-variable-value",
        "dockerfile/credential-setup-without-secret-mount",
        "dockerfile/environment-file-copied",
        "dockerfile/password-set-in-image",
        "dockerfile/secret-deleted-in-later-layer",
        "dockerfile/secret-in-variable",
        "image/credential-file",
        "image/secret-in-variable",
        "image/ssh-host-key",
        "secret/*",
      ],
    },
    {
      id: "4.11",
      title: { en: "Only verified packages are installed", ja: "検証済みパッケージのみのインストール" },
      checks: [
        "dockerfile/apk-allow-untrusted",
        "dockerfile/apt-allow-unauthenticated",
        "dockerfile/apt-force-yes",
        "dockerfile/curl-without-tls-verification",
        "dockerfile/download-piped-to-shell",
        "dockerfile/git-tls-verification-off",
        "dockerfile/node-tls-verification-off",
        "dockerfile/npm-strict-ssl-off",
        "dockerfile/npm-strict-ssl-variable-off",
        "dockerfile/pip-trusted-host",
        "dockerfile/pip-trusted-host-variable",
        "dockerfile/python-tls-verification-off",
        "dockerfile/remote-add-without-checksum",
        "dockerfile/rpm-without-signature-check",
        "dockerfile/wget-without-tls-verification",
        "dockerfile/yum-without-signature-check",
        "dockerfile/yum-without-tls-verification",
        "image/download-piped-to-shell",
        "image/insecure-variable",
        "image/unverified-repository",
      ],
    },
    {
      id: "4.12",
      title: { en: "Signed artifacts are validated", ja: "署名付き成果物の検証" },
      checks: [],
      note: {
        en: "Signatures are checked when an artifact is uploaded to or pulled from a registry, not in a Dockerfile.",
        ja: "署名はレジストリへの登録時や取得時に検証するものであり、Dockerfile では評価できません。",
      },
    },
  ],
});
