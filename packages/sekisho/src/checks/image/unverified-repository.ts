import { defineImageCheck } from "./define.ts";

export const unverifiedRepository = defineImageCheck({
  id: "image/unverified-repository",
  aliases: [],
  title: {
    en: "Packages are installed without verification",
    ja: "検証なしでパッケージをインストールするリポジトリ設定",
  },
  severity: "high",
  why: {
    en: "Whoever stands between the build and the repository, or breaks into that, decides what is installed as root: here and in every image that is built on this one.",
    ja: "通信経路上の第三者やリポジトリへの侵入者が、root としてインストールされる内容を自由に決められます。このイメージを基にしたすべてのイメージにも影響します。",
  },
  remediation: {
    en: "Delete the setting and give the repository's key: `Signed-By:` for apt, `gpgkey=` with `gpgcheck=1` for dnf, yum and zypper.",
    ja: "設定を削除し、リポジトリの鍵を指定してください。apt では `Signed-By:`、dnf、yum、zypper では `gpgkey=` と `gpgcheck=1` を使用します。",
  },
  sources: ["sources.list(5), Trusted and Allow-Insecure", "dnf.conf(5), gpgcheck", "CIS Docker Benchmark 1.6.0, 4.11"],
  examples: {
    fail: [
      { layers: [{ "etc/apt/sources.list": "deb [arch=amd64 trusted=yes] http://apt.example.com trixie main\n" }] },
      {
        layers: [
          {
            "etc/apt/sources.list.d/a.sources":
              "Types: deb\nURIs: https://apt.example.com\nSuites: trixie\nComponents: main\nTrusted: yes\n",
          },
        ],
      },
      { layers: [{ "etc/yum.repos.d/a.repo": "[a]\nbaseurl=https://rpm.example.com/\ngpgcheck=0\n" }] },
    ],
    pass: [
      {
        layers: [
          {
            "etc/apt/sources.list":
              "deb [signed-by=/usr/share/keyrings/a.gpg] http://deb.debian.org/debian trixie main\n",
          },
        ],
      },
      { layers: [{ "etc/yum.repos.d/a.repo": "[a]\nbaseurl=https://rpm.example.com/\ngpgcheck=1\n" }] },
      { layers: [{ "etc/yum.repos.d/a.repo": "[a]\nbaseurl=https://rpm.example.com/\ngpgcheck=0\nenabled=0\n" }] },
    ],
  },
  evaluate({ facts }) {
    const found = facts.flatMap(({ fact, path, layer }) =>
      fact.kind === "repository" && fact.isEnabled && fact.unverifiedBy !== undefined
        ? [{ address: fact.address, setting: fact.unverifiedBy, path, layer }]
        : [],
    );
    return [...Map.groupBy(found, ({ address }) => address)].flatMap(([address, [first, ...others]]) => {
      if (first === undefined) return [];
      return [
        {
          message: {
            en: `Packages from ${address} are not verified: ${first.setting}.`,
            ja: `${address} からのパッケージが検証されません（${first.setting}）。`,
          },
          subject: `repository:${address}`,
          evidence: [
            { path: first.path, layer: first.layer, excerpt: first.setting },
            ...others.map(({ path, layer, setting }) => ({ path, layer, excerpt: setting })),
          ],
        },
      ];
    });
  },
});
