import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { reading } from "../../api/queries.ts";
import { frameworkName } from "../../components/framework-name.ts";
import styles from "../../components/list-page.module.css";
import { PageFailure } from "../../components/page-failure.tsx";
import { Loading } from "../../components/page-state.tsx";
import { RowTable } from "../../components/row-table.tsx";
import { useText, useTexts } from "../../texts/define-texts.ts";
import { useFormats } from "../../texts/format.ts";
import { complianceTexts } from "./texts.ts";

/** How every framework is answered. */
export function CompliancePage() {
  const t = useTexts(complianceTexts);
  const text = useText();
  const { number } = useFormats();
  const { data, error, refetch } = useQuery(reading("GET /api/v1/compliance", {}));
  if (error !== null) return <PageFailure error={error} reset={() => void refetch()} />;
  if (data === undefined) return <Loading height={600} />;
  return (
    <div className={styles["page"]}>
      <h1>{t("title")}</h1>
      <RowTable
        label={t("title")}
        rows={data.frameworks}
        keyOf={({ id }) => id}
        columns={[
          {
            title: t("framework"),
            cell: ({ id, title, version }) => (
              <Link to="/compliance/$framework" params={{ framework: id }}>
                {frameworkName(text(title), version)}
              </Link>
            ),
          },
          { title: t("failed"), cell: ({ outcomes }) => number(outcomes.failed), isNumber: true },
          { title: t("acceptedControls"), cell: ({ outcomes }) => number(outcomes.accepted), isNumber: true },
          { title: t("passed"), cell: ({ outcomes }) => number(outcomes.passed), isNumber: true },
          { title: t("notAssessed"), cell: ({ outcomes }) => number(outcomes.notAssessed), isNumber: true },
        ]}
      />
    </div>
  );
}
