import { defineTexts } from "../../texts/define-texts.ts";

/** Texts of components. */
export const componentTexts = defineTexts("components", {
  title: { en: "Components", ja: "コンポーネント" },
  search: { en: "Name: log4j, openssl lib", ja: "名前: log4j、openssl lib" },
  name: { en: "Package", ja: "パッケージ" },
  version: { en: "Version", ja: "バージョン" },
  ecosystem: { en: "Ecosystem", ja: "エコシステム" },
  licences: { en: "Licences", ja: "ライセンス" },
  assets: { en: "Assets", ja: "資産" },
  empty: {
    en: "Packages come with SBOMs and reports of images.",
    ja: "パッケージは、SBOM(ソフトウェア部品表)またはイメージのレポートとともに登録されます。",
  },
});
