import { filesOf, findOwners, isPublished, nameOf } from "../../semantics/image/image-files.ts";
import type { HiddenFile, TreeFile } from "../../semantics/overlay/file-tree.ts";
import {
  type CredentialKind,
  findCredentialKind,
  isEnvironmentFile,
} from "../../semantics/sensitive-files/file-kinds.ts";
import { defineImageCheck, type ImageViolation } from "./define.ts";

/** What the name of every file of credentials has: the exact question is asked of few files. */
const telling =
  /^[._]|cred|secret|key|pass|service|client|account|kube|tfstate|tfvars|_history|^id_|\.(?:env|p12|pfx|jks|jceks|bks|ppk|p8|pkcs8|kdbx?|agilekeychain|psafe3)|keychain|^config(?:\.json)?$|\.json$|_rsa|_token/i;

const environmentFile: CredentialKind = {
  id: "environment-file",
  name: { en: "variables with credentials as a rule", ja: "多くの場合、認証情報を含む環境変数" },
};

export const credentialFile = defineImageCheck({
  id: "image/credential-file",
  aliases: ["dockle:CIS-DI-0010"],
  title: { en: "File in which programs keep credentials", ja: "認証情報を保存するファイル" },
  severity: "medium",
  severityReason: {
    en: "By its name alone. What is found inside is reported by the rule of its kind, as high or critical.",
    ja: "ファイル名だけで判定しています。内容から見つかったものは、その種類のシークレットのルールで「高」または「緊急」として報告します。",
  },
  why: {
    en: "Anyone who can pull the image can read its files, those of lower layers as well. Files of these names hold keys, tokens and passwords.",
    ja: "イメージを取得できる者なら、下位のレイヤーを含め、すべてのファイルを読み取れます。この名前のファイルは、通常、鍵、トークン、パスワードを含みます。",
  },
  remediation: {
    en: "Keep the file out of the build (`.dockerignore`) and mount it where it is needed: `RUN --mount=type=secret …`, or a secret of the orchestrator. Change the credential when the image was published.",
    ja: "`.dockerignore` でビルドから除外し、必要な箇所で `RUN --mount=type=secret …` やオーケストレーターのシークレットとしてマウントしてください。公開済みのイメージに含まれていた場合は、認証情報を変更します。",
  },
  sources: ["CIS Docker Benchmark 1.6.0, 4.10", "NIST SP 800-190, 3.1.4", "Dockle CIS-DI-0010"],
  findingKind: "secret",
  examples: {
    fail: [
      { layers: [{ "root/.aws/credentials": "[default]\n" }] },
      { layers: [{ "app/.env": "MODE=fast\n" }] },
      { layers: [{ "root/.ssh/id_ed25519": "key" }, { "root/.ssh/.wh.id_ed25519": "" }] },
      { layers: [{ "srv/server.p12": "x" }] },
    ],
    pass: [
      { layers: [{ "app/.env.example": "MODE=fast\n", "root/.ssh/id_rsa.pub": "key" }] },
      { layers: [{ "app/node_modules/a/.npmrc": "x", "app/.env": "" }] },
      { layers: [{ "etc/ssl/private": { isDirectory: true, mode: 0o700 } }] },
    ],
  },
  evaluate(image) {
    const visible = filesOf(image).flatMap((file) => candidate(file, undefined));
    const hidden = image.tree.hidden.flatMap((each) => candidate(each.file, each));
    const owners = findOwners(image, visible);
    return [...visible, ...hidden].filter(({ path }) => !owners.has(path)).map(toViolation);
  },
});

interface Candidate {
  readonly path: string;
  readonly layer: number;
  readonly kind: CredentialKind;
  readonly hidden: HiddenFile | undefined;
}

function candidate({ path, entry, place }: TreeFile, hidden: HiddenFile | undefined): readonly Candidate[] {
  if (entry.type !== "file" || entry.size === 0 || !telling.test(nameOf(path)) || isPublished(path)) return [];
  // Keys of the host are a question of their own.
  if (/(?:^|\/)ssh_host_[a-z0-9]+_key$/.test(path)) return [];
  const kind = isEnvironmentFile(path) ? environmentFile : findCredentialKind(path);
  return kind === undefined ? [] : [{ path, layer: place.layer, kind, hidden }];
}

function toViolation({ path, layer, kind, hidden }: Candidate): ImageViolation {
  const deleted =
    hidden === undefined
      ? { en: "", ja: "" }
      : {
          en: ` It is ${hidden.how} in layer ${hidden.by + 1}, but still in layer ${layer + 1}.`,
          ja: `レイヤー ${hidden.by + 1} で${hidden.how === "deleted" ? "削除され" : "置き換えられ"}ていますが、レイヤー ${layer + 1} に残っています。`,
        };
  return {
    message: {
      en: `/${path} is a file for ${kind.name.en}.${deleted.en}`,
      ja: `/${path} は、${kind.name.ja}を保存するファイルです。${deleted.ja}`,
    },
    subject: `file:/${path}`,
    evidence: [{ path, layer }],
  };
}
