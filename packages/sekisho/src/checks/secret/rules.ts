import type { CheckDescription } from "../../model/check.ts";
import type { Text } from "../../model/text.ts";
import { consequences } from "../../semantics/secret-patterns/kinds/consequences.ts";
import type { SecretKind } from "../../semantics/secret-patterns/kinds/define.ts";
import { secretKinds } from "../../semantics/secret-patterns/kinds/registry.ts";
import { type StoreKind, storeKinds } from "../../semantics/secret-patterns/kinds/stores.ts";

/** Every kind of secret as a rule that findings name, by id. One file for all: the kinds are data. */
export const secretRules: readonly CheckDescription[] = [...secretKinds, ...storeKinds]
  .map(toRule)
  .toSorted((left, right) => (left.id < right.id ? -1 : 1));

function toRule(kind: SecretKind | StoreKind): CheckDescription {
  const provider = "provider" in kind ? kind.provider : undefined;
  const aliases = "aliases" in kind ? (kind.aliases ?? []) : [];
  return {
    id: `secret/${kind.id}`,
    aliases,
    title: { en: `Exposed secret: ${kind.name.en}`, ja: `露出したシークレット: ${kind.name.ja}` },
    severity: kind.severity,
    why: consequences[kind.opens],
    remediation: remediationOf(kind, provider),
    sources: ["NIST SP 800-190, 3.1.4 Embedded clear text secrets", "CIS Docker Benchmark 1.6.0, 4.10"],
    findingKind: "secret",
  };
}

function remediationOf({ opens }: StoreKind, provider: string | undefined): Text {
  const first = replacement(opens, provider);
  return {
    en: `${first.en} Deleting the file is not enough: it stays in lower layers, in caches and in every copy. Pass the new one when the container starts, from the orchestrator's secret store, or during the build with \`RUN --mount=type=secret\`.`,
    ja: `${first.ja}ファイルを削除しても、下位のレイヤー、キャッシュ、複製には残るため、削除だけでは不十分です。新しいものは、オーケストレーターのシークレット管理機能から起動時に渡すか、ビルド時に \`RUN --mount=type=secret\` でマウントしてください。`,
  };
}

function replacement(opens: SecretKind["opens"], provider: string | undefined): Text {
  if (provider !== undefined) {
    return {
      en: `Revoke the credential at ${provider} and issue a new one.`,
      ja: `${provider} で認証情報を失効させ、新しいものを発行してください。`,
    };
  }
  if (opens === "key" || opens === "protected-key" || opens === "session") {
    return {
      en: "Make a new key and stop accepting the old one wherever it is trusted.",
      ja: "新しい鍵を作成し、古い鍵を信頼しているすべての場所で無効にしてください。",
    };
  }
  return {
    en: "Change the password or token at the service that accepts it.",
    ja: "認証情報を受け付けるサービス側で、パスワードまたはトークンを変更してください。",
  };
}
