import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { reading } from "../../api/queries.ts";
import { refresh } from "../../api/refresh.ts";
import { request } from "../../api/request.ts";
import { words } from "../../components/words.ts";
import { useTexts } from "../../texts/define-texts.ts";
import { useFormats } from "../../texts/format.ts";
import styles from "./page.module.css";
import { settingsTexts } from "./texts.ts";

/** The sessions that were used last: who signs in anew each day has many. */
const firstShown = 5;

/** Where one is signed in; each can be ended. */
export function Sessions() {
  const t = useTexts(settingsTexts);
  const { moment } = useFormats();
  const word = useTexts(words);
  const queries = useQueryClient();
  const [shown, setShown] = useState(firstShown);
  const { data } = useQuery(reading("GET /api/v1/account/sessions", {}));
  const end = useMutation({
    mutationFn: (session: string) => request("DELETE /api/v1/account/sessions/{session}", { path: { session } }),
    onSettled: () => refresh(queries),
  });
  return (
    <section className={styles["panel"]}>
      <h2>{t("sessions")}</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled by keyboard, too */}
      <div className={styles["scroll"]} role="group" aria-label={t("sessions")} tabIndex={0}>
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
            {data?.sessions.slice(0, shown).map(({ id, userAgent, address, usedAt, isCurrent }) => (
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
      </div>
      {data !== undefined && data.sessions.length > shown && (
        <Button size="xs" variant="default" onClick={() => setShown(data.sessions.length)}>
          {word("more")}
        </Button>
      )}
    </section>
  );
}
