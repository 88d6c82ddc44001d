import { Button } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { reading } from "../../api/queries.ts";
import { request } from "../../api/request.ts";
import { useTexts } from "../../texts/define-texts.ts";
import styles from "./page.module.css";
import { signInTexts } from "./texts.ts";

interface SignOnLinksProps {
  /** The tenant whose providers are offered; the usual one when left out. */
  readonly tenant: string | undefined;
}

/** The providers at which people of a tenant sign in. */
export function SignOnLinks({ tenant }: SignOnLinksProps) {
  const t = useTexts(signInTexts);
  const named = tenant === undefined ? {} : { tenant };
  const { data } = useQuery(reading("GET /api/v1/sign-on", { query: named }));
  const begin = useMutation({
    mutationFn: (provider: string) => request("POST /api/v1/session/sign-on", { body: { ...named, provider } }),
    onSuccess: ({ address }) => location.assign(address),
  });
  return (
    <>
      {data?.providers.map(({ id, title }) => (
        <Button key={id} variant="default" loading={begin.isPending} onClick={() => begin.mutate(id)}>
          {t("signOn", { provider: title })}
        </Button>
      ))}
      {begin.error !== null && (
        <p role="alert" className={styles["failure"]}>
          {begin.error.message}
        </p>
      )}
    </>
  );
}
