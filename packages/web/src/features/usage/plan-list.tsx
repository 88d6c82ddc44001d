import { Button } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { reading } from "../../api/queries.ts";
import { request } from "../../api/request.ts";
import { Panel, Quiet } from "../../components/detail-page.tsx";
import { FailureLine } from "../../components/failure-line.tsx";
import { QueryView } from "../../components/query-view.tsx";
import { RowTable } from "../../components/row-table.tsx";
import { useText, useTexts } from "../../texts/define-texts.ts";
import { useFormats } from "../../texts/format.ts";
import { ChangePlan } from "./change-plan.tsx";
import styles from "./page.module.css";
import { usageTexts } from "./texts.ts";
import type { Plan, Usage } from "./usage.ts";

interface PlanListProps {
  readonly usage: Usage;
  readonly mayPay: boolean;
}

/** The plans with their limits; whoever may pay changes to another one here. */
export function PlanList({ usage, mayPay }: PlanListProps) {
  const t = useTexts(usageTexts);
  const text = useText();
  const query = useQuery(reading("GET /api/v1/plans", {}));
  const [wanted, setWanted] = useState<Plan>();
  const hasPaid = usage.payment.status !== "none";
  const isOwn = ({ name }: Plan) => name === usage.plan.name;
  const buy = useMutation({
    mutationFn: (plan: string) => request("POST /api/v1/billing/checkout", { body: { plan } }),
    onSuccess: ({ url }) => location.assign(url),
  });
  const action = (plan: Plan) => {
    if (isOwn(plan)) return <Quiet>{t("yours")}</Quiet>;
    // Who pays nothing yet has nothing to end.
    if (!mayPay || (!hasPaid && !plan.isPaid)) return null;
    const title = text(plan.title);
    return hasPaid ? (
      <PlanButton label={t("chooseOne", { plan: title })} text={t("choose")} onClick={() => setWanted(plan)} />
    ) : (
      <PlanButton label={t("buyOne", { plan: title })} text={t("buy")} onClick={() => buy.mutate(plan.name)} />
    );
  };
  return (
    <Panel title={t("plans")}>
      <QueryView query={query} height={160}>
        {({ plans }) => (
          <RowTable
            label={t("plans")}
            rows={plans}
            keyOf={({ name }) => name}
            columns={[
              { title: t("plan"), cell: ({ title }) => text(title) },
              { title: t("limits"), cell: (plan) => <Limits plan={plan} /> },
              { title: t("actions"), cell: action },
            ]}
          />
        )}
      </QueryView>
      <FailureLine error={buy.error} />
      {wanted !== undefined && <ChangePlan plan={wanted} onClose={() => setWanted(undefined)} />}
    </Panel>
  );
}

interface PlanButtonProps {
  readonly label: string;
  readonly text: string;
  readonly onClick: () => void;
}

function PlanButton({ label, text, onClick }: PlanButtonProps) {
  return (
    <Button size="compact-xs" variant="default" aria-label={label} onClick={onClick}>
      {text}
    </Button>
  );
}

interface LimitsProps {
  readonly plan: Plan;
}

function Limits({ plan: { limits } }: LimitsProps) {
  const t = useTexts(usageTexts);
  const { number } = useFormats();
  const limited = limits.filter(({ soft, hard }) => soft !== null || hard !== null);
  if (limited.length === 0) return t("noLimits");
  const shown = (value: number | null) => (value === null ? t("unlimited") : number(value));
  return (
    <ul className={styles["plain"]}>
      {limited.map(({ meter, soft, hard }) => (
        <li key={meter}>{t("limitOf", { meter: t(meter), soft: shown(soft), hard: shown(hard) })}</li>
      ))}
    </ul>
  );
}
