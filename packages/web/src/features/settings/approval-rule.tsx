import { Switch } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { reading } from "../../api/queries.ts";
import { refresh } from "../../api/refresh.ts";
import { request } from "../../api/request.ts";
import { QueryView } from "../../components/query-view.tsx";
import { Refusal } from "../../components/refusal.tsx";
import { useTexts } from "../../texts/define-texts.ts";
import styles from "./page.module.css";
import { settingsTexts } from "./texts.ts";

/** Whether decisions wait until a second person agrees. */
export function ApprovalRule() {
  const t = useTexts(settingsTexts);
  const queries = useQueryClient();
  const query = useQuery(reading("GET /api/v1/approval-rule", {}));
  const change = useMutation({
    mutationFn: (isApprovalNeeded: boolean) => request("PUT /api/v1/approval-rule", { body: { isApprovalNeeded } }),
    onSuccess: () => refresh(queries),
  });
  return (
    <section className={styles["panel"]}>
      <h2>{t("approval")}</h2>
      <QueryView query={query} height={40}>
        {({ isApprovalNeeded }) => (
          <>
            <Switch
              label={t("approvalNeeded")}
              checked={change.isPending ? change.variables : isApprovalNeeded}
              onChange={(event) => change.mutate(event.currentTarget.checked)}
            />
            <Refusal error={change.error} again={() => change.mutate(!isApprovalNeeded)} />
          </>
        )}
      </QueryView>
    </section>
  );
}
