import { Panel } from "../../components/detail-page.tsx";
import { RowTable } from "../../components/row-table.tsx";
import { useTexts } from "../../texts/define-texts.ts";
import { useFormats } from "../../texts/format.ts";
import { readAssetFacts } from "./asset-facts.ts";
import { assetTexts } from "./texts.ts";

interface FactsPanelProps {
  readonly facts: Readonly<Record<string, unknown>>;
}

/** What reports say of an asset beside its findings: distribution, platform, layers, size. */
export function FactsPanel({ facts }: FactsPanelProps) {
  const t = useTexts(assetTexts);
  const { number, bytes, moment } = useFormats();
  const { distribution, platform, layers, sizeBytes, created, packages } = readAssetFacts(facts);
  const rows = [
    { name: t("distribution"), value: distribution },
    { name: t("platform"), value: platform },
    { name: t("layers"), value: layers === undefined ? undefined : number(layers) },
    { name: t("size"), value: sizeBytes === undefined ? undefined : bytes(sizeBytes) },
    { name: t("created"), value: created === undefined ? undefined : moment(created) },
    { name: t("packages"), value: packages === undefined ? undefined : number(packages) },
  ].filter(({ value }) => value !== undefined);
  if (rows.length === 0) return null;
  return (
    <Panel title={t("facts")}>
      <RowTable
        label={t("facts")}
        rows={rows}
        keyOf={({ name }) => name}
        columns={[
          { title: t("fact"), cell: ({ name }) => name },
          { title: t("value"), cell: ({ value }) => value },
        ]}
      />
    </Panel>
  );
}
