import { defineTexts } from "../../texts/define-texts.ts";

/** Texts of components. */
export const componentTexts = defineTexts({
  title: { en: "Components", ja: "コンポーネント" },
  search: { en: "Name: log4j, openssl lib", ja: "名前: log4j、openssl lib" },
  name: { en: "Package", ja: "パッケージ" },
  version: { en: "Version", ja: "バージョン" },
  ecosystem: { en: "Ecosystem", ja: "エコシステム" },
  licences: { en: "Licences", ja: "ライセンス" },
  assets: { en: "Assets", ja: "資産" },
  empty: {
    en: "Packages come with SBOMs and reports of images.",
    ja: "パッケージは、SBOM（ソフトウェア部品表）またはイメージのレポートとともに登録されます。",
  },
  noLicence: { en: "Licence not stated", ja: "ライセンスの記載なし" },
  inAssets: { en: { one: "in {{shown}} asset", other: "in {{shown}} assets" }, ja: "資産 {{shown}} 件で使用" },
  flaws: { en: "Open flaws", ja: "未対応の脆弱性" },
  flawFindings: { en: { one: "{{shown}} flaw", other: "{{shown}} flaws" }, ja: "脆弱性 {{shown}} 件" },
  noFlaws: {
    en: "No known flaw of this version is open in what was looked at.",
    ja: "検査した範囲では、このバージョンに未対応の既知の脆弱性はありません。",
  },
  severity: { en: "Severity", ja: "深刻度" },
  flaw: { en: "Flaw", ja: "脆弱性" },
  what: { en: "Title", ja: "概要" },
  fixedIn: { en: "Repaired in", ja: "修正バージョン" },
  noFix: { en: "not yet", ja: "未公開" },
  exploited: { en: "Known exploited", ja: "悪用確認済み" },
  epss: { en: "EPSS", ja: "悪用予測確率" },
  findings: { en: "Findings", ja: "検出事項" },
  versions: { en: "Versions in use", ja: "使用中のバージョン" },
  thisVersion: { en: "{{version}} (this one)", ja: "{{version}}（表示中）" },
  places: { en: "Where it is", ja: "使用している資産" },
  nowhere: {
    en: "No asset holds it any more.",
    ja: "現在、このコンポーネントを使用している資産はありません。",
  },
  asset: { en: "Asset", ja: "資産" },
  kind: { en: "Kind", ja: "種類" },
  project: { en: "Project", ja: "プロジェクト" },
  since: { en: "Since", ja: "登録日" },
});
