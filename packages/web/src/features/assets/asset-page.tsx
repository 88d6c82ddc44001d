import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { pageRows, paging } from "../../api/paging.ts";
import { reading } from "../../api/queries.ts";
import { type AnswerOf, request } from "../../api/request.ts";
import { useAssetKind } from "../../components/asset-kind.tsx";
import { DetailPage, Panel } from "../../components/detail-page.tsx";
import { OpenCounts } from "../../components/open-counts.tsx";
import { PagedTable } from "../../components/paged-table.tsx";
import { QueryView } from "../../components/query-view.tsx";
import { RowTable } from "../../components/row-table.tsx";
import { useTexts } from "../../texts/define-texts.ts";
import { useFormats } from "../../texts/format.ts";
import { ChainPanel } from "./chain-panel.tsx";
import { FactsPanel } from "./facts-panel.tsx";
import { assetTexts } from "./texts.ts";

const address = getRouteApi("/shell/assets/$asset");

type Asset = AnswerOf<"GET /api/v1/assets/{asset}">;

/** One asset: what is open, what it comes from and what comes of it, what it holds, and who looks at it. */
export function AssetPage() {
  const { asset } = address.useParams();
  const query = useQuery(reading("GET /api/v1/assets/{asset}", { path: { asset } }));
  return (
    <QueryView query={query} height={480}>
      {(data) => <AssetView asset={data} />}
    </QueryView>
  );
}

interface AssetViewProps {
  readonly asset: Asset;
}

function AssetView({ asset }: AssetViewProps) {
  const t = useTexts(assetTexts);
  const kindName = useAssetKind();
  const { moment } = useFormats();
  const seen = asset.lastSeenAt === null ? t("never") : moment(asset.lastSeenAt);
  return (
    <DetailPage
      title={asset.name}
      list={{ to: "/assets", title: t("title") }}
      facts={
        <>
          <span>{kindName(asset.kind)}</span>
          <span>{asset.project}</span>
          <OpenCounts open={asset.open} />
          <Link to="/findings" search={{ query: `state:open asset:${JSON.stringify(asset.name)}` }}>
            {t("findings")}
          </Link>
          <span>{`${t("seen")}: ${seen}`}</span>
          {asset.digest !== null && <code>{asset.digest}</code>}
        </>
      }
    >
      <ChainPanel asset={asset} />
      <FactsPanel facts={asset.facts} />
      {asset.components > 0 && <Components asset={asset} />}
      <Witnesses asset={asset} />
    </DetailPage>
  );
}

function Components({ asset: { id: asset, components } }: AssetViewProps) {
  const t = useTexts(assetTexts);
  const { number, day } = useFormats();
  const name = "GET /api/v1/assets/{asset}/components";
  const query = useInfiniteQuery(
    paging([name, asset], (cursor, signal) =>
      request(name, { path: { asset }, query: { limit: pageRows, ...cursor } }, signal),
    ),
  );
  return (
    <Panel title={`${t("components")} (${number(components)})`}>
      <PagedTable
        label={t("components")}
        query={query}
        height={300}
        rowsOf={(page) => page.components}
        keyOf={({ id, source }) => `${id} ${source}`}
        empty={<p>{t("noComponents")}</p>}
        columns={[
          {
            title: t("name"),
            cell: ({ id, name: shown, packageUrl }) => (
              <Link to="/components/$component" params={{ component: id }} title={packageUrl}>
                {shown}
              </Link>
            ),
          },
          { title: t("version"), cell: ({ version }) => <code>{version}</code> },
          { title: t("licences"), cell: ({ licences }) => licences.join(", ") },
          { title: t("tool"), cell: ({ source }) => source },
          { title: t("since"), cell: ({ since }) => day(since) },
        ]}
      />
    </Panel>
  );
}

function Witnesses({ asset: { witnesses } }: AssetViewProps) {
  const t = useTexts(assetTexts);
  const { moment } = useFormats();
  return (
    <Panel title={t("witnesses")}>
      {witnesses.length === 0 ? (
        <p>{t("noWitnesses")}</p>
      ) : (
        <RowTable
          label={t("witnesses")}
          rows={witnesses}
          keyOf={({ source, scope }) => `${source} ${JSON.stringify(scope)}`}
          columns={[
            { title: t("tool"), cell: ({ source }) => source },
            {
              title: t("seen"),
              cell: ({ lastSeenAt, report }) => (
                <Link to="/reports/$report" params={{ report }}>
                  {moment(lastSeenAt)}
                </Link>
              ),
            },
            {
              title: t("complete"),
              cell: ({ isComplete, coverage }) =>
                isComplete ? t("whole") : t("partly", { parts: missingOf(coverage).join(", ") }),
            },
          ]}
        />
      )}
    </Panel>
  );
}

function missingOf(coverage: Asset["witnesses"][number]["coverage"]): readonly string[] {
  return coverage.filter(({ ended }) => ended === "partial" || ended === "failed").map(({ plugin }) => plugin);
}
