import { Link, useRouter } from "@tanstack/react-router";
import { useMemo } from "react";
import type { AnswerOf } from "../../api/request.ts";
import { AssetKind } from "../../components/asset-kind.tsx";
import { Panel } from "../../components/detail-page.tsx";
import { GraphView } from "../../components/graph/graph-view.tsx";
import { RowTable } from "../../components/row-table.tsx";
import { useTexts } from "../../texts/define-texts.ts";
import { inOrderOfLife } from "./chain-edges.ts";
import { assetTexts } from "./texts.ts";

type AssetAnswer = AnswerOf<"GET /api/v1/assets/{asset}">;

interface ChainPanelProps {
  readonly asset: AssetAnswer;
}

/** What an asset comes from and what comes of it, drawn, and as a table. */
export function ChainPanel({ asset: { id, chain } }: ChainPanelProps) {
  const t = useTexts(assetTexts);
  const router = useRouter();
  const edges = useMemo(() => inOrderOfLife(chain.edges), [chain]);
  if (chain.edges.length === 0) return null;
  const nameOf = (wanted: string) => chain.assets.find((asset) => asset.id === wanted);
  const link = (wanted: string) => (
    <>
      <Link to="/assets/$asset" params={{ asset: wanted }}>
        {nameOf(wanted)?.name ?? wanted}
      </Link>{" "}
      (<AssetKind kind={nameOf(wanted)?.kind ?? ""} />)
    </>
  );
  return (
    <Panel title={t("chain")}>
      <GraphView
        nodes={chain.assets}
        edges={edges}
        focus={id}
        addressOf={(asset) => router.buildLocation({ to: "/assets/$asset", params: { asset } }).href}
        onOpen={(asset) => void router.navigate({ to: "/assets/$asset", params: { asset } })}
      />
      {!chain.isComplete && <p>{t("chainCut")}</p>}
      <details>
        <summary>{t("asTable")}</summary>
        <RowTable
          label={t("chain")}
          rows={chain.edges}
          keyOf={({ from, kind, to }) => `${from} ${kind} ${to}`}
          columns={[
            { title: t("name"), cell: ({ from }) => link(from) },
            { title: t("relation"), cell: ({ kind }) => t(kind) },
            { title: t("other"), cell: ({ to }) => link(to) },
          ]}
        />
      </details>
    </Panel>
  );
}
