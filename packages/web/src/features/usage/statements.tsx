import { useQuery } from "@tanstack/react-query";
import { reading } from "../../api/queries.ts";
import { Panel } from "../../components/detail-page.tsx";
import { QueryView } from "../../components/query-view.tsx";
import { RowTable } from "../../components/row-table.tsx";
import { useTexts } from "../../texts/define-texts.ts";
import { useFormats } from "../../texts/format.ts";
import { usageTexts } from "./texts.ts";

const meters = ["images", "nodes", "workloads", "uploads", "events", "seats"] as const;

/** What was used in the months that are over, the newest first. */
export function Statements() {
  const t = useTexts(usageTexts);
  const { number } = useFormats();
  const query = useQuery(reading("GET /api/v1/usage/statements", {}));
  return (
    <Panel title={t("statements")}>
      <QueryView query={query} height={120}>
        {({ statements }) =>
          statements.length === 0 ? (
            <p>{t("noStatements")}</p>
          ) : (
            <RowTable
              label={t("statements")}
              rows={statements}
              keyOf={({ month }) => month}
              columns={[
                { title: t("monthName"), cell: ({ month }) => month },
                { title: t("plan"), cell: ({ plan }) => plan },
                ...meters.map((meter) => ({
                  title: t(meter),
                  cell: ({ lines }: (typeof statements)[number]) =>
                    number(lines.find((line) => line.meter === meter)?.used ?? 0),
                  isNumber: true,
                })),
              ]}
            />
          )
        }
      </QueryView>
    </Panel>
  );
}
