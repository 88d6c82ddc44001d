import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { refresh } from "../../api/refresh.ts";
import { request } from "../../api/request.ts";
import { Dialog } from "../../components/dialog.tsx";
import { FailureLine } from "../../components/failure-line.tsx";
import { QueryView } from "../../components/query-view.tsx";
import { RowTable } from "../../components/row-table.tsx";
import { useText, useTexts } from "../../texts/define-texts.ts";
import { useFormats } from "../../texts/format.ts";
import { usageTexts } from "./texts.ts";
import type { Plan } from "./usage.ts";

interface ChangePlanProps {
  readonly plan: Plan;
  readonly onClose: () => void;
}

/** Says what a change of plan costs, then changes it. */
export function ChangePlan({ plan: { name, title, isPaid }, onClose }: ChangePlanProps) {
  const t = useTexts(usageTexts);
  const text = useText();
  const queries = useQueryClient();
  const change = useMutation({
    mutationFn: () => request("PUT /api/v1/billing/plan", { body: { plan: name } }),
    onSuccess: async () => {
      await refresh(queries, new Set(["usage", "plans"]));
      onClose();
    },
  });
  return (
    <Dialog title={t("chooseOne", { plan: text(title) })} onClose={onClose}>
      {isPaid ? <Price plan={name} /> : <p>{t("endsPaying")}</p>}
      <FailureLine error={change.error} />
      <Button loading={change.isPending} onClick={() => change.mutate()}>
        {t("changeNow")}
      </Button>
    </Dialog>
  );
}

interface PriceProps {
  readonly plan: string;
}

function Price({ plan }: PriceProps) {
  const t = useTexts(usageTexts);
  const { money } = useFormats();
  const query = useQuery({
    queryKey: ["POST /api/v1/billing/plan/preview", plan],
    queryFn: () => request("POST /api/v1/billing/plan/preview", { body: { plan } }),
    // A price is one of this moment.
    gcTime: 0,
  });
  return (
    <QueryView query={query} height={120}>
      {({ currency, amountDue, lines }) => (
        <>
          <RowTable
            label={t("line")}
            rows={lines.map((line, place) => ({ ...line, place }))}
            keyOf={({ place }) => String(place)}
            columns={[
              { title: t("line"), cell: ({ description }) => description },
              { title: t("amount"), cell: ({ amount }) => money(amount, currency), isNumber: true },
            ]}
          />
          <p>
            <strong>{t(amountDue < 0 ? "backNow" : "due", { amount: money(Math.abs(amountDue), currency) })}</strong>
          </p>
        </>
      )}
    </QueryView>
  );
}
