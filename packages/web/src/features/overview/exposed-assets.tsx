import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { reading } from "../../api/queries.ts";
import { AssetKind } from "../../components/asset-kind.tsx";
import { Panel } from "../../components/detail-page.tsx";
import { OpenCounts } from "../../components/open-counts.tsx";
import { QueryView } from "../../components/query-view.tsx";
import { RowTable } from "../../components/row-table.tsx";
import { useTexts } from "../../texts/define-texts.ts";
import { overviewTexts } from "./texts.ts";

const shownAssets = 5;

/** Asks for the assets with the worst that is open. */
export const exposedQuery = reading("GET /api/v1/assets", { query: { sort: "worst", limit: shownAssets } });

/** Assets with the worst that is open. */
export function ExposedAssets() {
  const t = useTexts(overviewTexts);
  const query = useQuery(exposedQuery);
  return (
    <Panel title={t("exposed")} aside={<Link to="/assets">{t("allAssets")}</Link>}>
      <QueryView query={query} height={220}>
        {({ assets }) => (
          <RowTable
            label={t("exposed")}
            rows={assets}
            keyOf={({ id }) => id}
            columns={[
              {
                title: t("asset"),
                cell: ({ id, name }) => (
                  <Link to="/assets/$asset" params={{ asset: id }}>
                    {name}
                  </Link>
                ),
              },
              { title: t("kind"), cell: ({ kind }) => <AssetKind kind={kind} /> },
              { title: t("project"), cell: ({ project }) => project },
              { title: t("open"), cell: ({ open }) => <OpenCounts open={open} /> },
            ]}
          />
        )}
      </QueryView>
    </Panel>
  );
}
