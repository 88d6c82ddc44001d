import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { request } from "../../api/request.ts";
import { Panel } from "../../components/detail-page.tsx";
import { FailureLine } from "../../components/failure-line.tsx";
import { useText, useTexts } from "../../texts/define-texts.ts";
import { useFormats } from "../../texts/format.ts";
import { usageTexts } from "./texts.ts";
import type { Usage } from "./usage.ts";

interface PaymentPanelProps {
  readonly usage: Usage;
  readonly mayPay: boolean;
}

/** The plan that counts, and how its payment stands. */
export function PaymentPanel({ usage: { plan, payment }, mayPay }: PaymentPanelProps) {
  const t = useTexts(usageTexts);
  const text = useText();
  const { day } = useFormats();
  const { pastDueSince, readOnlyFrom, isReadOnly, periodEndsAt, status } = payment;
  const end = readOnlyFrom === null ? "" : day(readOnlyFrom);
  return (
    <Panel title={t("plan")}>
      <p>
        {t("current", { plan: text(plan.title) })} {periodEndsAt !== null && t("paidUntil", { day: day(periodEndsAt) })}
      </p>
      {isReadOnly && <p role="alert">{t("readOnly")}</p>}
      {pastDueSince !== null && !isReadOnly && <p role="alert">{t("pastDue", { day: day(pastDueSince), end })}</p>}
      {mayPay && status !== "none" && <Invoices />}
    </Panel>
  );
}

function Invoices() {
  const t = useTexts(usageTexts);
  const open = useMutation({
    mutationFn: () => request("POST /api/v1/billing/portal", {}),
    onSuccess: ({ url }) => location.assign(url),
  });
  return (
    <>
      <Button variant="default" loading={open.isPending} onClick={() => open.mutate()}>
        {t("invoices")}
      </Button>
      <FailureLine error={open.error} />
    </>
  );
}
