import { defineTexts, useTexts } from "../texts/define-texts.ts";

const kindTexts = defineTexts({
  dockerfile: { en: "Dockerfile", ja: "Dockerfile" },
  directory: { en: "Directory", ja: "ディレクトリ" },
  configuration: { en: "Configuration", ja: "設定ファイル" },
  image: { en: "Image", ja: "イメージ" },
  filesystem: { en: "File system", ja: "ファイルシステム" },
  sbom: { en: "SBOM", ja: "SBOM" },
  manifest: { en: "Manifest", ja: "マニフェスト" },
  workload: { en: "Workload", ja: "ワークロード" },
  "audit-log": { en: "Audit log", ja: "監査ログ" },
  cluster: { en: "Cluster", ja: "クラスター" },
  registry: { en: "Registry", ja: "レジストリ" },
  host: { en: "Node", ja: "ノード" },
  "cloud-account": { en: "Cloud account", ja: "クラウドアカウント" },
  namespace: { en: "Namespace", ja: "名前空間" },
  outside: { en: "Outside", ja: "外部" },
});

/** Kinds of assets that are named in both languages. */
export const assetKinds = [
  "dockerfile",
  "directory",
  "configuration",
  "image",
  "filesystem",
  "sbom",
  "manifest",
  "workload",
  "audit-log",
  "cluster",
  "registry",
  "host",
  "cloud-account",
] as const;

/** What stands in graphs and is no asset. */
const otherKinds = ["namespace", "outside"] as const;

/** Gives what a kind of assets is called; one that is not known is called as reports write it. */
export function useAssetKind(): (kind: string) => string {
  const t = useTexts(kindTexts);
  return (kind) => {
    const known = [...assetKinds, ...otherKinds].find((one) => one === kind);
    return known === undefined ? kind : t(known);
  };
}

interface AssetKindProps {
  readonly kind: string;
}

/** What an asset is. */
export function AssetKind({ kind }: AssetKindProps) {
  return useAssetKind()(kind);
}
