import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { reading, sessionQuery } from "../../api/queries.ts";
import { DetailPage } from "../../components/detail-page.tsx";
import { Empty } from "../../components/page-state.tsx";
import { QueryView } from "../../components/query-view.tsx";
import { useTexts } from "../../texts/define-texts.ts";
import { MeterPanel } from "./meter-panel.tsx";
import { PaymentPanel } from "./payment-panel.tsx";
import { PlanList } from "./plan-list.tsx";
import { Statements } from "./statements.tsx";
import { usageTexts } from "./texts.ts";

/** What the tenant may use and uses; only where the server has plans. */
export function UsagePage() {
  const t = useTexts(usageTexts);
  const { plans, permissions } = useSuspenseQuery(sessionQuery).data;
  const owns = permissions.includes("tenant:manage");
  return (
    <DetailPage title={t("title")} list={{ to: "/settings", title: t("settings") }}>
      {plans === undefined ? (
        <Empty title={t("off")}>
          <p>{t("offNext")}</p>
        </Empty>
      ) : (
        <>
          <Usage mayPay={owns && plans === "paid"} />
          {owns && <Statements />}
        </>
      )}
    </DetailPage>
  );
}

interface UsageProps {
  /** Whether whoever reads it may buy and change plans. */
  readonly mayPay: boolean;
}

function Usage({ mayPay }: UsageProps) {
  const query = useQuery(reading("GET /api/v1/usage", {}));
  return (
    <QueryView query={query} height={480}>
      {(usage) => (
        <>
          <PaymentPanel usage={usage} mayPay={mayPay} />
          <MeterPanel usage={usage} />
          <PlanList usage={usage} mayPay={mayPay} />
        </>
      )}
    </QueryView>
  );
}
