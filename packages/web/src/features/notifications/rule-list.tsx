import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { reading } from "../../api/queries.ts";
import { refresh } from "../../api/refresh.ts";
import { type AnswerOf, request } from "../../api/request.ts";
import { Panel } from "../../components/detail-page.tsx";
import { QueryView } from "../../components/query-view.tsx";
import { RowTable } from "../../components/row-table.tsx";
import { words } from "../../components/words.ts";
import { useTexts } from "../../texts/define-texts.ts";
import { useFormats } from "../../texts/format.ts";
import type { Destination } from "./destination-draft.ts";
import { notificationTexts } from "./texts.ts";

type Rule = AnswerOf<"GET /api/v1/notification-rules">["rules"][number];

interface RuleListProps {
  readonly destinations: readonly Destination[];
}

/** Who is to hear of what. */
export function RuleList({ destinations }: RuleListProps) {
  const t = useTexts(notificationTexts);
  const query = useQuery(reading("GET /api/v1/notification-rules", {}));
  return (
    <Panel title={t("rules")}>
      <QueryView query={query} height={120}>
        {({ rules }) =>
          rules.length === 0 ? (
            <p>{t("noRules")}</p>
          ) : (
            <RowTable
              label={t("rules")}
              rows={rules}
              keyOf={({ id }) => id}
              columns={[
                { title: t("name"), cell: ({ name }) => name },
                {
                  title: t("changes"),
                  cell: ({ changes }) => changes.map((change) => t(`change-${change}`)).join(", "),
                },
                { title: t("query"), cell: (rule) => <code>{rule.query}</code> },
                {
                  title: t("to"),
                  cell: (rule) => destinations.find(({ id }) => id === rule.destination)?.name ?? rule.destination,
                },
                {
                  title: t("when"),
                  cell: ({ schedule }) => <When schedule={schedule} />,
                },
                { title: t("actions"), cell: (rule) => <DeleteRule rule={rule} /> },
              ]}
            />
          )
        }
      </QueryView>
    </Panel>
  );
}

interface WhenProps {
  readonly schedule: Rule["schedule"];
}

function When({ schedule }: WhenProps) {
  const t = useTexts(notificationTexts);
  const { weekDay } = useFormats();
  if (schedule.kind === "digest") {
    return [t("daily", { at: schedule.at }), ...(schedule.days ?? []).map(weekDay)].join(" ");
  }
  const { quiet } = schedule;
  return quiet === undefined
    ? t("atOnce")
    : `${t("atOnce")}, ${t("quietHours", { from: quiet.from, until: quiet.until })}`;
}

interface DeleteRuleProps {
  readonly rule: Rule;
}

function DeleteRule({ rule: { id, name } }: DeleteRuleProps) {
  const t = useTexts(notificationTexts);
  const word = useTexts(words);
  const queries = useQueryClient();
  const remove = useMutation({
    mutationFn: () => request("DELETE /api/v1/notification-rules/{rule}", { path: { rule: id } }),
    onSettled: () => refresh(queries),
  });
  return (
    <Button
      size="compact-xs"
      variant="default"
      aria-label={t("deleteOne", { name })}
      loading={remove.isPending}
      onClick={() => remove.mutate()}
    >
      {word("delete")}
    </Button>
  );
}
