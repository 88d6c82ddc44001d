import { Link } from "@tanstack/react-router";
import type { AnswerOf } from "../../api/request.ts";
import { SeverityMark } from "../../components/severity-mark.tsx";
import { useText, useTexts } from "../../texts/define-texts.ts";
import { useFormats } from "../../texts/format.ts";
import styles from "./page.module.css";
import { shareOf } from "./risk-weight.ts";
import { overviewTexts } from "./texts.ts";

type Action = AnswerOf<"GET /api/v1/actions">["actions"][number];

interface ActionTableProps {
  readonly actions: readonly Action[];
  /** Weight of everything that is open. */
  readonly total: number;
}

/** The changes that remove most risk. */
export function ActionTable({ actions, total }: ActionTableProps) {
  const t = useTexts(overviewTexts);
  const text = useText();
  const { number, share } = useFormats();
  const titleOf = ({ ruleTitle, title }: Action) => (ruleTitle === null ? title : text(ruleTitle));
  return (
    <section className={styles["panel"]}>
      <h2>{t("actions")}</h2>
      <table className={styles["table"]}>
        <thead>
          <tr>
            <th>{t("action")}</th>
            <th>{t("worst")}</th>
            <th className={styles["number"]}>{t("findings")}</th>
            <th className={styles["number"]}>{t("assets")}</th>
            <th className={styles["number"]}>
              <abbr title={t("weightHint")}>{t("weight")}</abbr>
            </th>
          </tr>
        </thead>
        <tbody>
          {actions.map((action) => (
            <tr key={`${action.kind} ${action.subject}`}>
              <td>
                <Link to="/findings" search={{ query: queryOf(action) }}>
                  {action.kind === "update" ? t("update", { subject: action.title }) : titleOf(action)}
                </Link>
              </td>
              <td>
                <SeverityMark severity={action.worst} />
              </td>
              <td className={styles["number"]}>{number(action.findings)}</td>
              <td className={styles["number"]}>{number(action.assets)}</td>
              <td className={styles["number"]}>{share(shareOf(action.weight, total))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function queryOf({ kind, subject }: Action): string {
  const value = JSON.stringify(subject);
  return kind === "update" ? `state:open fix:yes package:${value}` : `state:open rule:${value}`;
}
