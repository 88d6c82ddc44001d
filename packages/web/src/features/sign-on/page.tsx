import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useRouter } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { sessionQuery } from "../../api/queries.ts";
import { request } from "../../api/request.ts";
import { Empty, Loading } from "../../components/page-state.tsx";
import { RowTable } from "../../components/row-table.tsx";
import { useTexts } from "../../texts/define-texts.ts";
import styles from "./page.module.css";
import { signOnTexts } from "./texts.ts";

/** Where a provider of sign-on sends the browser back to: ends signing in, or shows what the provider said on trial. */
export function SignOnPage() {
  const t = useTexts(signOnTexts);
  const router = useRouter();
  const queries = useQueryClient();
  // What the provider said is good for one call: it is read once, whatever the router does with the address.
  const [query] = useState(() => location.search.slice(1));
  const { data, error } = useQuery({
    queryKey: ["sign-on", query],
    queryFn: () => request("POST /api/v1/session/sign-on/end", { body: { query } }),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });
  useEffect(() => {
    if (data === undefined || !("account" in data)) return;
    queries.clear();
    queries.setQueryData(sessionQuery.queryKey, data);
    void router.navigate({ to: "/", replace: true });
  }, [data, queries, router]);
  return (
    <main className={styles["page"]}>
      <h1>{t("title")}</h1>
      {error !== null && (
        <Empty title={t("failed")}>
          <p role="alert">{error.message}</p>
          <Link to="/sign-in" search={{}}>
            {t("again")}
          </Link>
        </Empty>
      )}
      {error === null && data === undefined && <Loading height={200} />}
      {data !== undefined && "claims" in data && (
        <>
          <p>{t("preview", { email: data.email ?? t("nothing"), role: data.role ?? t("nothing") })}</p>
          {!data.isDomainProved && <p role="note">{t("domainNotProved")}</p>}
          <RowTable
            label={t("claims")}
            rows={Object.entries(data.claims)}
            keyOf={([name]) => name}
            columns={[
              { title: t("claim"), cell: ([name]) => <code>{name}</code> },
              { title: t("value"), cell: ([, value]) => <code>{JSON.stringify(value)}</code> },
            ]}
          />
          <Link to="/settings">{t("back")}</Link>
        </>
      )}
    </main>
  );
}
