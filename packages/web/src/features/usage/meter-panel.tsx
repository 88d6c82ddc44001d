import { Panel, Quiet } from "../../components/detail-page.tsx";
import { RowTable } from "../../components/row-table.tsx";
import { useTexts } from "../../texts/define-texts.ts";
import { useFormats } from "../../texts/format.ts";
import styles from "./page.module.css";
import { usageTexts } from "./texts.ts";
import { type MeterUsage, shownLimit, type Usage } from "./usage.ts";

interface MeterPanelProps {
  readonly usage: Usage;
}

/** What is used this month against what may be used, and when something stops. */
export function MeterPanel({ usage: { meters, month, resetsAt } }: MeterPanelProps) {
  const t = useTexts(usageTexts);
  const { number, day } = useFormats();
  const limit = (value: number | null) => (value === null ? t("unlimited") : number(value));
  return (
    <Panel title={t("month", { month })}>
      <p>{t("resets", { day: day(resetsAt) })}</p>
      <RowTable
        label={t("month", { month })}
        rows={meters}
        keyOf={({ meter }) => meter}
        columns={[
          { title: t("meter"), cell: ({ meter }) => t(meter) },
          { title: t("used"), cell: ({ used }) => number(used), isNumber: true },
          { title: t("soft"), cell: ({ soft }) => limit(soft), isNumber: true },
          { title: t("hard"), cell: ({ hard }) => limit(hard), isNumber: true },
          { title: t("share"), cell: (meter) => <Share meter={meter} /> },
          { title: t("state"), cell: (meter) => <Level meter={meter} /> },
        ]}
      />
    </Panel>
  );
}

interface MeterProps {
  readonly meter: MeterUsage;
}

function Share({ meter }: MeterProps) {
  const t = useTexts(usageTexts);
  const { number } = useFormats();
  const limit = shownLimit(meter);
  if (limit === undefined) return null;
  const label = t("shareOf", { meter: t(meter.meter), used: number(meter.used), limit: number(limit) });
  return <meter className={styles["share"]} aria-label={label} max={Math.max(limit, 1)} value={meter.used} />;
}

function Level({ meter: { level, soft, hard, stopsAt } }: MeterProps) {
  const t = useTexts(usageTexts);
  const { moment } = useFormats();
  if (soft === null && hard === null) return null;
  return (
    <>
      {level === "within" ? t(level) : <strong>{t(level)}</strong>}
      {stopsAt !== null && (
        <div>
          <Quiet>{t("stopsAt", { moment: moment(stopsAt) })}</Quiet>
        </div>
      )}
    </>
  );
}
