import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { ApiError } from "../../api/api-error.ts";
import { request } from "../../api/request.ts";
import { Empty } from "../../components/page-state.tsx";
import { ProviderButtons } from "../../components/provider-buttons.tsx";
import { QueryView } from "../../components/query-view.tsx";
import { useTexts } from "../../texts/define-texts.ts";
import { useFormats } from "../../texts/format.ts";
import styles from "./page.module.css";
import { PasswordForm } from "./password-form.tsx";
import { welcomeTexts } from "./texts.ts";

/** Where a link leads: whoever opens it chooses a password. The token stands behind `#`, which browsers send nowhere. */
export function WelcomePage() {
  const t = useTexts(welcomeTexts);
  const { moment } = useFormats();
  const [token] = useState(() => location.hash.slice(1));
  const query = useQuery({
    queryKey: ["POST /api/v1/invitations/opened", token],
    queryFn: () => request("POST /api/v1/invitations/opened", { body: { token } }),
    retry: false,
    refetchOnWindowFocus: false,
  });
  const isGone = query.error instanceof ApiError && query.error.details.status === 404;
  return (
    <main className={styles["page"]}>
      {token === "" || isGone ? (
        <Empty title={t("gone")}>
          <p role="alert">{t("goneNext")}</p>
          <Link to="/sign-in" search={{}}>
            {t("signIn")}
          </Link>
        </Empty>
      ) : (
        <QueryView query={query} height={320}>
          {({ tenant, email, kind, expiresAt, providers }) => (
            <div className={styles["form"]}>
              <h1>{t(kind === "password" ? "newPassword" : "title")}</h1>
              <p>
                {t(kind === "password" ? "forAccount" : "invited", { tenant: tenant.title, email })}{" "}
                {t("until", { moment: moment(expiresAt) })}
              </p>
              {providers.length > 0 && (
                <>
                  <ProviderButtons tenant={tenant.name} providers={providers} />
                  <p>{t("orPassword")}</p>
                </>
              )}
              <PasswordForm token={token} asksName={kind === "account"} />
            </div>
          )}
        </QueryView>
      )}
    </main>
  );
}
