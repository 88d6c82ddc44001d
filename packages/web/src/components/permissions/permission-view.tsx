import { useMemo } from "react";
import { defineTexts, useTexts } from "../../texts/define-texts.ts";
import { RowTable } from "../row-table.tsx";
import { allows, commonVerbs, type Grant, type PermissionRow, permissionRows } from "./permission-rows.ts";

const permissionTexts = defineTexts({
  title: { en: "Who may do what", ja: "権限の一覧" },
  subject: { en: "Who", ja: "主体" },
  place: { en: "Where", ja: "範囲" },
  cluster: { en: "whole cluster", ja: "クラスター全体" },
  resource: { en: "On what", ja: "対象リソース" },
  others: { en: "Other verbs", ja: "その他の操作" },
  why: { en: "Why", ja: "根拠" },
  through: { en: "{{binding}} gives {{role}}", ja: "{{binding}} による {{role}}" },
  may: { en: "may", ja: "可" },
  mayNot: { en: "may not", ja: "不可" },
  empty: { en: "Nobody may do this.", ja: "該当する権限はありません。" },
});

interface PermissionViewProps {
  readonly grants: readonly Grant[];
}

/** Who may do what to what, a column for each common verb, and the bindings and roles that say so. */
export function PermissionView({ grants }: PermissionViewProps) {
  const t = useTexts(permissionTexts);
  const rows = useMemo(() => permissionRows(grants), [grants]);
  if (rows.length === 0) return <p>{t("empty")}</p>;
  return (
    <RowTable
      label={t("title")}
      rows={rows}
      keyOf={({ id }) => id}
      columns={[
        { title: t("subject"), cell: ({ subject }) => <code>{subject}</code> },
        { title: t("place"), cell: ({ namespace }) => namespace ?? t("cluster") },
        { title: t("resource"), cell: (row) => <Resource row={row} /> },
        ...commonVerbs.map((verb) => ({
          title: verb,
          cell: (row: PermissionRow) => <Mark isAllowed={allows(row, verb)} />,
        })),
        { title: t("others"), cell: ({ verbs }) => otherVerbs(verbs) },
        { title: t("why"), cell: (row) => <Why row={row} /> },
      ]}
    />
  );
}

interface RowProps {
  readonly row: PermissionRow;
}

function Resource({ row: { resource, resourceNames } }: RowProps) {
  return (
    <>
      <code>{resource}</code> {resourceNames.join(", ")}
    </>
  );
}

function Why({ row: { why } }: RowProps) {
  const t = useTexts(permissionTexts);
  return why.map(({ binding, role }) => <div key={`${binding} ${role}`}>{t("through", { binding, role })}</div>);
}

interface MarkProps {
  readonly isAllowed: boolean;
}

function Mark({ isAllowed }: MarkProps) {
  const t = useTexts(permissionTexts);
  return (
    <span role="img" aria-label={t(isAllowed ? "may" : "mayNot")}>
      {isAllowed ? "✓" : "–"}
    </span>
  );
}

function otherVerbs(verbs: readonly string[]): string {
  const known = new Set<string>(commonVerbs);
  return verbs.filter((verb) => !known.has(verb)).join(", ");
}
