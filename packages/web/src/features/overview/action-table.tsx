import { Link } from "@tanstack/react-router";
import type { AnswerOf } from "../../api/request.ts";
import { Panel } from "../../components/detail-page.tsx";
import { RowTable } from "../../components/row-table.tsx";
import { SeverityMark } from "../../components/severity-mark.tsx";
import { useText, useTexts } from "../../texts/define-texts.ts";
import { useFormats } from "../../texts/format.ts";
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
    <Panel title={t("actions")}>
      <RowTable
        label={t("actions")}
        rows={actions}
        keyOf={({ kind, subject }) => `${kind} ${subject}`}
        columns={[
          {
            title: t("action"),
            cell: (action) => (
              <Link to="/findings" search={{ query: queryOf(action) }}>
                {action.kind === "update" ? t("update", { subject: action.title }) : titleOf(action)}
              </Link>
            ),
          },
          { title: t("worst"), cell: ({ worst }) => <SeverityMark severity={worst} /> },
          { title: t("findings"), cell: ({ findings }) => number(findings), isNumber: true },
          { title: t("assets"), cell: ({ assets }) => number(assets), isNumber: true },
          {
            title: t("weight"),
            hint: t("weightHint"),
            cell: ({ weight }) => share(shareOf(weight, total)),
            isNumber: true,
          },
        ]}
      />
    </Panel>
  );
}

function queryOf({ kind, subject }: Action): string {
  const value = JSON.stringify(subject);
  return kind === "update" ? `state:open fix:yes package:${value}` : `state:open rule:${value}`;
}
