import { useSuspenseQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { sessionQuery } from "../../api/queries.ts";
import { useTexts } from "../../texts/define-texts.ts";
import { ApprovalRule } from "./approval-rule.tsx";
import { Invitations } from "./invitations.tsx";
import { Keys } from "./keys.tsx";
import { Members } from "./members.tsx";
import styles from "./page.module.css";
import { SecondFactors } from "./second-factors.tsx";
import { ServiceLevels } from "./service-levels.tsx";
import { Sessions } from "./sessions.tsx";
import { SignInRules } from "./sign-in-rules.tsx";
import { settingsTexts } from "./texts.ts";

/** Who belongs to the tenant, which programs may send reports, and where one is signed in. */
export function SettingsPage() {
  const t = useTexts(settingsTexts);
  const { permissions, mustSetUpFactor, plans } = useSuspenseQuery(sessionQuery).data;
  const managesAccounts = permissions.includes("accounts:manage");
  if (mustSetUpFactor) {
    return (
      <div className={styles["page"]}>
        <h1>{t("title")}</h1>
        <p role="note">{t("mustSetUp")}</p>
        <SecondFactors />
      </div>
    );
  }
  return (
    <div className={styles["page"]}>
      <h1>{t("title")}</h1>
      <p className={styles["line"]}>
        {managesAccounts && <Link to="/settings/sign-on">{t("signOn")}</Link>}
        {managesAccounts && <Link to="/settings/roles">{t("ownRoles")}</Link>}
        {permissions.includes("findings:read") && <Link to="/settings/exceptions">{t("exceptions")}</Link>}
        {permissions.includes("notifications:manage") && <Link to="/settings/notifications">{t("notifications")}</Link>}
        {permissions.includes("audit:read") && <Link to="/settings/audit">{t("audit")}</Link>}
        {plans !== undefined && <Link to="/settings/usage">{t("planUsage")}</Link>}
        {permissions.includes("tenant:manage") && <Link to="/settings/tenant">{t("leaving")}</Link>}
      </p>
      <Members managesAccounts={managesAccounts} />
      {managesAccounts && <Invitations />}
      {permissions.includes("keys:manage") && <Keys />}
      {permissions.includes("levels:manage") && <ServiceLevels />}
      {managesAccounts && <ApprovalRule />}
      {managesAccounts && <SignInRules />}
      <SecondFactors />
      <Sessions />
    </div>
  );
}
