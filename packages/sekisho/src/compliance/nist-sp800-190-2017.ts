import { defineFramework } from "./framework.ts";

/** Section 4.1 of NIST SP 800-190: countermeasures for the risks of images. Japanese names follow the IPA's edition. */
export const nistSp800190 = defineFramework({
  id: "nist-sp800-190@2017",
  title: {
    en: "NIST SP 800-190, section 4.1: image countermeasures",
    ja: "NIST SP 800-190 4.1 節: イメージへの対策",
  },
  version: "2017",
  source:
    "NIST SP 800-190, Application Container Security Guide, September 2017, https://doi.org/10.6028/NIST.SP.800-190",
  controls: [
    {
      id: "4.1.1",
      title: { en: "Image vulnerabilities", ja: "イメージの脆弱性" },
      checks: [
        "dockerfile/apt-get-with-recommends",
        "dockerfile/attack-tool-installed",
        "dockerfile/base-image-deprecated",
        "dockerfile/base-image-end-of-life",
        "dockerfile/base-image-has-slimmer-variant",
        "dockerfile/build-tools-in-final-stage",
        "dockerfile/dnf-with-weak-dependencies",
        "dockerfile/single-stage-build",
      ],
      canOnlyFail: true,
      note: {
        en: "Known vulnerabilities of packages are visible only in built images. A Dockerfile shows the sources and the number of packages.",
        ja: "パッケージの既知の脆弱性は、ビルド済みイメージで確認してください。Dockerfile から分かるのは、パッケージの提供元と多さです。",
      },
    },
    {
      id: "4.1.2",
      title: { en: "Image configuration defects", ja: "イメージの設定の不備" },
      checks: [
        "dockerfile/empty-password",
        "dockerfile/host-network-run",
        "dockerfile/insecure-run-security",
        "dockerfile/no-healthcheck",
        "dockerfile/no-user",
        "dockerfile/password-set-in-image",
        "dockerfile/root-user",
        "dockerfile/setuid-not-removed",
        "dockerfile/ssh-port-exposed",
        "dockerfile/sudo-used",
        "dockerfile/world-writable-permissions",
      ],
    },
    {
      id: "4.1.3",
      title: { en: "Embedded malware", ja: "埋め込まれたマルウェア" },
      checks: ["dockerfile/download-piped-to-shell", "dockerfile/remote-add-without-checksum"],
      canOnlyFail: true,
      note: {
        en: "A Dockerfile shows downloads without verification. Search files for malware in built images.",
        ja: "Dockerfile から分かるのは、検証なしのダウンロードです。ファイルのマルウェア検査は、ビルド済みイメージに対して行ってください。",
      },
    },
    {
      id: "4.1.4",
      title: { en: "Embedded clear text secrets", ja: "埋め込まれた平文の秘密情報" },
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
      ],
    },
    {
      id: "4.1.5",
      title: { en: "Use of untrusted images", ja: "信頼できないイメージの使用" },
      checks: [
        "dockerfile/base-image-from-unofficial-publisher",
        "dockerfile/base-image-latest-tag",
        "dockerfile/base-image-without-digest",
        "dockerfile/base-image-without-tag",
        "dockerfile/untrusted-registry",
      ],
      note: {
        en: "Signatures of images are verified where they are pulled and run.",
        ja: "イメージの署名は、取得時および実行時に検証してください。",
      },
    },
  ],
});
