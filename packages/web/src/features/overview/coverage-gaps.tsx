import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { reading } from "../../api/queries.ts";
import { AssetKind } from "../../components/asset-kind.tsx";
import { Panel } from "../../components/detail-page.tsx";
import { QueryView } from "../../components/query-view.tsx";
import { RowTable } from "../../components/row-table.tsx";
import { useTexts } from "../../texts/define-texts.ts";
import { useFormats } from "../../texts/format.ts";
import { overviewTexts } from "./texts.ts";

const shownGaps = 5;

/** Asks what nobody looked at within a week. */
export const gapsQuery = reading("GET /api/v1/coverage/gaps", { query: { limit: shownGaps } });

/** What nobody looked at within a week. */
export function CoverageGaps() {
  const t = useTexts(overviewTexts);
  const { moment } = useFormats();
  const query = useQuery(gapsQuery);
  return (
    <Panel title={t("gaps")} aside={<Link to="/coverage">{t("allGaps")}</Link>}>
      <QueryView query={query} height={220}>
        {({ gaps }) =>
          gaps.length === 0 ? (
            <p>{t("noGaps")}</p>
          ) : (
            <RowTable
              label={t("gaps")}
              rows={gaps}
              keyOf={({ id, reason }) => `${id} ${reason}`}
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
                {
                  title: t("seen"),
                  cell: ({ reason, lastSeenAt }) => {
                    const seen = lastSeenAt === null ? t("never") : moment(lastSeenAt);
                    return reason === "incomplete" ? `${t("incomplete")} · ${seen}` : seen;
                  },
                },
              ]}
            />
          )
        }
      </QueryView>
    </Panel>
  );
}
