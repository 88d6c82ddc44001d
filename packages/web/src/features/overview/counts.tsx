import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { type Severity, SeverityMark, severities } from "../../components/severity-mark.tsx";
import { useTexts } from "../../texts/define-texts.ts";
import { useFormats } from "../../texts/format.ts";
import styles from "./page.module.css";
import { overviewTexts } from "./texts.ts";

interface CountsProps {
  readonly open: Readonly<Record<Severity, number>>;
  readonly overdue: number;
}

/** What is open by severity; each number leads to what it counts. */
export function Counts({ open, overdue }: CountsProps) {
  const t = useTexts(overviewTexts);
  const { number } = useFormats();
  const cells = severities.map((severity) => ({
    severity,
    value: (
      <Link to="/findings" search={{ query: `state:open severity:${severity}` }}>
        {number(open[severity])}
      </Link>
    ),
  }));
  return (
    <section className={styles["panel"]}>
      <h2>{t("open")}</h2>
      <Row cells={cells}>
        <div className={styles["count"]}>
          <dt>{t("overdue")}</dt>
          <dd>
            <Link to="/findings" search={{ query: "state:open overdue:yes", sort: "due" }}>
              {number(overdue)}
            </Link>
          </dd>
        </div>
      </Row>
    </section>
  );
}

interface RowProps {
  readonly cells: readonly { readonly severity: Severity; readonly value: ReactNode }[];
  readonly children?: ReactNode;
}

function Row({ cells, children }: RowProps) {
  return (
    <dl className={styles["counts"]}>
      {cells.map(({ severity, value }) => (
        <div key={severity} className={styles["count"]}>
          <dt>
            <SeverityMark severity={severity} />
          </dt>
          <dd>{value}</dd>
        </div>
      ))}
      {children}
    </dl>
  );
}

Counts.Row = Row;
