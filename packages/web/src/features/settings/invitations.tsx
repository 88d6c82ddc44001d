import { Button, Select, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { reading } from "../../api/queries.ts";
import { refresh } from "../../api/refresh.ts";
import { request } from "../../api/request.ts";
import { FailureLine } from "../../components/failure-line.tsx";
import { useTexts } from "../../texts/define-texts.ts";
import { useFormats } from "../../texts/format.ts";
import { MadeLink } from "./made-link.tsx";
import styles from "./page.module.css";
import { type Role, roles } from "./roles.ts";
import { settingsTexts } from "./texts.ts";

/** Whom a link was made for, and the form that makes one. */
export function Invitations() {
  const t = useTexts(settingsTexts);
  const { day } = useFormats();
  const queries = useQueryClient();
  const { data } = useQuery(reading("GET /api/v1/invitations", {}));
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<Role>("viewer");
  const invite = useMutation({
    mutationFn: () => request("POST /api/v1/invitations", { body: { email, role } }),
    onSuccess: async () => {
      setEmail("");
      await refresh(queries);
    },
  });
  const revoke = useMutation({
    mutationFn: (invitation: string) => request("DELETE /api/v1/invitations/{invitation}", { path: { invitation } }),
    onSettled: () => refresh(queries),
  });
  return (
    <section className={styles["panel"]}>
      <h2>{t("inviteTitle")}</h2>
      <form
        className={styles["line"]}
        onSubmit={(event) => {
          event.preventDefault();
          invite.mutate();
        }}
      >
        <TextInput
          label={t("email")}
          type="email"
          required
          withAsterisk={false}
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <Select
          label={t("role")}
          data={roles.map((value) => ({ value, label: t(value) }))}
          value={role}
          allowDeselect={false}
          onChange={(value) => setRole(roles.find((known) => known === value) ?? "viewer")}
        />
        <Button type="submit" loading={invite.isPending}>
          {t("invite")}
        </Button>
      </form>
      <FailureLine error={invite.error} />
      {invite.data !== undefined && <MadeLink link={invite.data.link} />}
      {data !== undefined && data.invitations.length > 0 && (
        <>
          <h3>{t("waiting")}</h3>
          <ul className={styles["plain"]}>
            {data.invitations.map(({ id, email: invited, role: given, expiresAt }) => (
              <li key={id}>
                {invited} · {t(given)} · {t("until", { day: day(expiresAt) })}{" "}
                <Button size="compact-xs" variant="default" onClick={() => revoke.mutate(id)}>
                  {t("revoke")}
                </Button>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
