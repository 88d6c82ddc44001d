import { quote } from "../../model/quote.ts";
import { definePodCheck } from "../manifest/define.ts";

export const gitRepoVolume = definePodCheck({
  id: "workload/git-repo-volume",
  aliases: ["trivy:KSV-0028"],
  title: {
    en: "Volume is a git repository that the node fetches",
    ja: "ノードが取得する Git リポジトリのボリュームが使用されている",
  },
  severity: "high",
  why: {
    en: "The node runs git as root on a repository that the author of the pod chooses: hooks of the repository become code on the node (CVE-2024-10220). Newer versions refuse such pods.",
    ja: "Pod の作成者が選んだリポジトリに対して、ノードが root で git を実行します。リポジトリのフックがノード上で実行されるおそれがあり（CVE-2024-10220）、新しいバージョンでは拒否されます。",
  },
  remediation: {
    en: "Fetch the repository in an init container into an emptyDir.",
    ja: "init コンテナで emptyDir にリポジトリを取得してください。",
  },
  sources: ["CVE-2024-10220", "Kubernetes documentation: Volumes, gitRepo (deprecated)"],
  examples: {
    fail: [
      'spec: { volumes: [{ name: code, gitRepo: { repository: "https://git.example.com/x.git" } }], containers: [{ name: app }] }',
      'spec: { volumes: [{ name: tmp, emptyDir: {} }, { name: code, gitRepo: { repository: "https://git.example.com/x.git", directory: . } }], containers: [{ name: app }] }',
    ],
    pass: [
      "spec: { volumes: [{ name: code, emptyDir: {} }], containers: [{ name: app }] }",
      "spec: { volumes: [{ name: code, gitRepo: null }], containers: [{ name: app }] }",
    ],
  },
  evaluate({ spec }) {
    return (spec.volumes ?? []).flatMap(({ value: { name = "", gitRepo }, pointer }) => {
      if (gitRepo === undefined || gitRepo === null) return [];
      return [
        {
          message: {
            en: `Volume ${quote(name)} is a gitRepo.`,
            ja: `ボリューム ${quote(name)} の種類が gitRepo です。`,
          },
          pointer: `${pointer}/gitRepo`,
          detail: `volume:${name}`,
        },
      ];
    });
  },
});
