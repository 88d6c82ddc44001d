import type { Diagnostic } from "../model/diagnostic.ts";
import type { Text } from "../model/text.ts";

/** What is looked for in a target, by its kind. */
const sought = {
  directory: {
    en: "a Dockerfile, a manifest or a list of packages",
    ja: " Dockerfile、マニフェスト、パッケージの一覧のいずれか",
  },
  filesystem: { en: "files of a distribution or of packages", ja: "ディストリビューションまたはパッケージのファイル" },
  inventory: { en: "a list of packages", ja: "パッケージの一覧" },
} as const satisfies Readonly<Record<string, Text>>;

/** Says that a target has nothing in it to examine: an empty result is no clean one. */
export function nothingFound(name: string, kind: keyof typeof sought): Diagnostic {
  const { en, ja } = sought[kind];
  return {
    code: "target/nothing-found",
    level: "warning",
    message: {
      en: `Nothing was found to examine: expected ${en} in ${name === "." ? "the working directory" : name}.`,
      ja: `検査するものがありません。${name === "." ? "作業ディレクトリ" : `${name} `}に${ja}を想定しましたが、見つかりませんでした。`,
    },
    location: { path: name },
  };
}
