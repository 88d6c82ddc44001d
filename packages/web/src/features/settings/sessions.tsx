import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { reading } from "../../api/queries.ts";
import { refresh } from "../../api/refresh.ts";
import { request } from "../../api/request.ts";
import { useTexts } from "../../texts/define-texts.ts";
import { useFormats } from "../../texts/format.ts";
import styles from "./page.module.css";
import { settingsTexts } from "./texts.ts";

/** Where one is signed in; each can be ended. */
export function Sessions() {
  const t = useTexts(settingsTexts);
  const { moment } = useFormats();
  const queries = useQueryClient();
  const { data } = useQuery(reading("GET /api/v1/account/sessions", {}));
  const end = useMutation({
    mutationFn: (session: string) => request("DELETE /api/v1/account/sessions/{session}", { path: { session } }),
    onSettled: () => refresh(queries),
  });
  return (
    <section className={styles["panel"]}>
      <h2>{t("sessions")}</h2>
      <table className={styles["table"]}>
        <thead>
          <tr>
            <th>{t("browser")}</th>
            <th>{t("address")}</th>
            <th>{t("seen")}</th>
            <th>{t("actions")}</th>
          </tr>
        </thead>
        <tbody>
          {data?.sessions.map(({ id, userAgent, address, usedAt, isCurrent }) => (
            <tr key={id}>
              <td>{userAgent}</td>
              <td>{address}</td>
              <td>{moment(usedAt)}</td>
              <td>
                {isCurrent ? (
                  t("thisOne")
                ) : (
                  <Button size="compact-xs" variant="default" onClick={() => end.mutate(id)}>
                    {t("end")}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
