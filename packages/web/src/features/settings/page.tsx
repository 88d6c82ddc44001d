import { useSuspenseQuery } from "@tanstack/react-query";
import { sessionQuery } from "../../api/queries.ts";
import { useTexts } from "../../texts/define-texts.ts";
import { Invitations } from "./invitations.tsx";
import { Keys } from "./keys.tsx";
import { Members } from "./members.tsx";
import styles from "./page.module.css";
import { Sessions } from "./sessions.tsx";
import { settingsTexts } from "./texts.ts";

/** Who belongs to the tenant, which programs may send reports, and where one is signed in. */
export function SettingsPage() {
  const t = useTexts(settingsTexts);
  const { permissions } = useSuspenseQuery(sessionQuery).data;
  const managesAccounts = permissions.includes("accounts:manage");
  return (
    <div className={styles["page"]}>
      <h1>{t("title")}</h1>
      <Members managesAccounts={managesAccounts} />
      {managesAccounts && <Invitations />}
      {permissions.includes("keys:manage") && <Keys />}
      <Sessions />
    </div>
  );
}
