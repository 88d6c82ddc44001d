import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { reading } from "../../api/queries.ts";
import type { AnswerOf } from "../../api/request.ts";
import { OpenCounts } from "../../components/open-counts.tsx";
import { PageFailure } from "../../components/page-failure.tsx";
import { Loading } from "../../components/page-state.tsx";
import { RowTable } from "../../components/row-table.tsx";
import { useTexts } from "../../texts/define-texts.ts";
import { useFormats } from "../../texts/format.ts";
import styles from "./asset-page.module.css";
import { assetTexts } from "./texts.ts";

const address = getRouteApi("/shell/assets/$asset");

type Asset = AnswerOf<"GET /api/v1/assets/{asset}">;

/** One asset: what is open, what it comes from and what comes of it, and who looks at it. */
export function AssetPage() {
  const { asset } = address.useParams();
  const { data, error, refetch } = useQuery(reading("GET /api/v1/assets/{asset}", { path: { asset } }));
  if (error !== null) return <PageFailure error={error} reset={() => void refetch()} />;
  return data === undefined ? <Loading height={480} /> : <AssetView asset={data} />;
}

interface AssetViewProps {
  readonly asset: Asset;
}

function AssetView({ asset }: AssetViewProps) {
  const t = useTexts(assetTexts);
  const { number } = useFormats();
  return (
    <article className={styles["page"]}>
      <header>
        <h1>{asset.name}</h1>
        <p className={styles["facts"]}>
          <span>{asset.kind}</span>
          <span>{asset.project}</span>
          <OpenCounts open={asset.open} />
          <Link to="/findings" search={{ query: `state:open asset:${JSON.stringify(asset.name)}` }}>
            {t("findings")}
          </Link>
        </p>
        {asset.digest !== null && (
          <p>
            {t("digest")} <code>{asset.digest}</code>
          </p>
        )}
        <p>
          {t("components")}: {number(asset.components)}
        </p>
      </header>
      <Chain asset={asset} />
      <Witnesses asset={asset} />
    </article>
  );
}

function Chain({ asset: { chain } }: AssetViewProps) {
  const t = useTexts(assetTexts);
  const parts = [
    { title: t("earlier"), ids: chain.earlier },
    { title: t("later"), ids: chain.later },
  ];
  if (chain.edges.length === 0) return null;
  return (
    <section>
      <h2>{t("chain")}</h2>
      {parts.map(({ title, ids }) =>
        ids.length === 0 ? null : (
          <div key={title}>
            <h3>{title}</h3>
            <ul>
              {chain.assets
                .filter(({ id }) => ids.includes(id))
                .map(({ id, kind, name }) => (
                  <li key={id}>
                    {kind}{" "}
                    <Link to="/assets/$asset" params={{ asset: id }}>
                      {name}
                    </Link>
                  </li>
                ))}
            </ul>
          </div>
        ),
      )}
    </section>
  );
}

function Witnesses({ asset: { witnesses } }: AssetViewProps) {
  const t = useTexts(assetTexts);
  const { moment } = useFormats();
  return (
    <section>
      <h2>{t("witnesses")}</h2>
      <RowTable
        label={t("witnesses")}
        rows={witnesses}
        keyOf={({ source, scope }) => `${source} ${JSON.stringify(scope)}`}
        columns={[
          { title: t("tool"), cell: ({ source }) => source },
          { title: t("seen"), cell: ({ lastSeenAt }) => moment(lastSeenAt) },
          {
            title: t("complete"),
            cell: ({ isComplete, coverage }) =>
              isComplete ? t("whole") : t("partly", { parts: missingOf(coverage).join(", ") }),
          },
        ]}
      />
    </section>
  );
}

function missingOf(coverage: Asset["witnesses"][number]["coverage"]): readonly string[] {
  return coverage.filter(({ ended }) => ended !== "done").map(({ plugin }) => plugin);
}
