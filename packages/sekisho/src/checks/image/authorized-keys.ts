import { filesOf, placeOf } from "../../semantics/image/image-files.ts";
import { defineImageCheck } from "./define.ts";

export const authorizedKeys = defineImageCheck({
  id: "image/authorized-keys",
  aliases: [],
  title: { en: "Keys that may log in are in the image", ja: "イメージに含まれるログイン用の公開鍵" },
  severity: "high",
  why: {
    en: "Whoever has one of the private keys can log in to every container of the image in which SSH runs. It is a usual way to stay in a system.",
    ja: "対応する秘密鍵の持ち主は、SSH が動作するすべてのコンテナにログインできます。侵入者が侵入後の足掛かりとして残す典型的な手口でもあります。",
  },
  remediation: {
    en: "Delete the file. Whoever looks into a container uses `docker exec` or `kubectl exec`, which ask for rights and write a log.",
    ja: "ファイルを削除してください。コンテナ内の調査には、権限の確認と記録が行われる `docker exec` や `kubectl exec` を使用します。",
  },
  sources: ["sshd(8), AUTHORIZED_KEYS FILE FORMAT", "MITRE ATT&CK, T1098.004"],
  examples: {
    fail: [
      { layers: [{ "root/.ssh/authorized_keys": "ssh-ed25519 AAAA admin\n" }] },
      { layers: [{ "home/app/.ssh/authorized_keys2": "ssh-ed25519 AAAA admin\n" }] },
    ],
    pass: [{ layers: [{ "root/.ssh/authorized_keys": "" }] }, { layers: [{ "usr/share/doc/authorized_keys": "x" }] }],
  },
  evaluate(image) {
    return filesOf(image).flatMap((file) => {
      const { path, entry } = file;
      const isKeys = /(?:^|\/)\.ssh\/authorized_keys2?$|^etc\/ssh\/authorized_keys(?:\.d)?\/?[^/]*$/.test(path);
      if (!isKeys || entry.type === "directory" || (entry.type === "file" && entry.size === 0)) return [];
      return [
        {
          message: {
            en: `/${path} names keys that may log in.`,
            ja: `/${path} に、ログインを許可する公開鍵が登録されています。`,
          },
          subject: `file:/${path}`,
          evidence: [placeOf(file)] as const,
        },
      ];
    });
  },
});
