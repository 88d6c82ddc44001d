import { useQuery } from "@tanstack/react-query";
import { reading } from "../../api/queries.ts";
import { DetailPage } from "../../components/detail-page.tsx";
import { QueryView } from "../../components/query-view.tsx";
import { useTexts } from "../../texts/define-texts.ts";
import { DestinationForm } from "./destination-form.tsx";
import { DestinationList } from "./destination-list.tsx";
import { RuleForm } from "./rule-form.tsx";
import { RuleList } from "./rule-list.tsx";
import { notificationTexts } from "./texts.ts";

/** Who hears of what, and by which way. */
export function NotificationsPage() {
  const t = useTexts(notificationTexts);
  const query = useQuery(reading("GET /api/v1/destinations", {}));
  return (
    <DetailPage title={t("title")} list={{ to: "/settings", title: t("settings") }} facts={t("meaning")}>
      <QueryView query={query} height={400}>
        {({ destinations }) => (
          <>
            <DestinationList destinations={destinations} />
            <DestinationForm />
            <RuleList destinations={destinations} />
            {destinations.length > 0 && <RuleForm destinations={destinations} />}
          </>
        )}
      </QueryView>
    </DetailPage>
  );
}
