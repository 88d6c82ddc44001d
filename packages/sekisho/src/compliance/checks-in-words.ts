import type { Text } from "../model/text.ts";

/** More checks than these are counted: the control lists all of its checks. */
const maxNamed = 6;

const manifests: Text = { en: "Kubernetes manifests", ja: "Kubernetes マニフェスト" };

/** What the checks of a family examine. Families of manifests are the rest. */
const subjects: ReadonlyMap<string, Text> = new Map([
  ["audit", { en: "audit logs", ja: "監査ログ" }],
  ["dockerfile", { en: "Dockerfiles", ja: "Dockerfile" }],
  ["image", { en: "images", ja: "イメージ" }],
  ["malware", { en: "contents of files", ja: "ファイルの内容" }],
  ["runtime", { en: "runtime events", ja: "実行時のイベント" }],
  ["secret", { en: "contents of files", ja: "ファイルの内容" }],
  ["shell", { en: "scripts", ja: "スクリプト" }],
  ["vulnerability", { en: "packages", ja: "パッケージ" }],
]);

/** Names a few checks; many are counted, with what they examine: `33 checks of Dockerfiles, images`. */
export function checksInWords(checks: readonly string[]): Text {
  if (checks.length <= maxNamed) return { en: checks.join(", "), ja: checks.join("、") };
  const examined = checks.map((check) => subjects.get(check.slice(0, check.indexOf("/"))) ?? manifests);
  const names = [...new Map(examined.map((text) => [text.en, text])).values()];
  return {
    en: `${checks.length} checks of ${names.map(({ en }) => en).join(", ")}`,
    ja: `${names.map(({ ja }) => ja).join("、")}に関する ${checks.length} 件`,
  };
}
