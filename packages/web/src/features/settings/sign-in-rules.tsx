import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { reading } from "../../api/queries.ts";
import { refresh } from "../../api/refresh.ts";
import { request } from "../../api/request.ts";
import { QueryView } from "../../components/query-view.tsx";
import { Refusal } from "../../components/refusal.tsx";
import { useTexts } from "../../texts/define-texts.ts";
import { useFormats } from "../../texts/format.ts";
import styles from "./page.module.css";
import { settingsTexts } from "./texts.ts";

/** What the tenant demands of whoever signs in. */
export function SignInRules() {
  const t = useTexts(settingsTexts);
  const { day } = useFormats();
  const queries = useQueryClient();
  const query = useQuery(reading("GET /api/v1/sign-in-rules", {}));
  const change = useMutation({
    mutationFn: (isSecondFactorDemanded: boolean) =>
      request("PUT /api/v1/sign-in-rules", { body: { isSecondFactorDemanded } }),
    onSuccess: () => refresh(queries),
  });
  return (
    <section className={styles["panel"]}>
      <h2>{t("rules")}</h2>
      <QueryView query={query} height={80}>
        {({ secondFactorFrom }) => (
          <>
            <p>{secondFactorFrom === null ? t("rulesFree") : t("rulesDemanded", { day: day(secondFactorFrom) })}</p>
            {secondFactorFrom === null && <p>{t("demandHint")}</p>}
            <Button
              size="xs"
              variant="default"
              loading={change.isPending}
              onClick={() => change.mutate(secondFactorFrom === null)}
            >
              {t(secondFactorFrom === null ? "demand" : "demandNot")}
            </Button>
            <Refusal error={change.error} again={() => change.mutate(secondFactorFrom === null)} />
          </>
        )}
      </QueryView>
    </section>
  );
}
