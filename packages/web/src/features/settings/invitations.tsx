import { Button, Checkbox, Select, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { reading } from "../../api/queries.ts";
import { refresh } from "../../api/refresh.ts";
import { request } from "../../api/request.ts";
import { FailureLine } from "../../components/failure-line.tsx";
import { QueryView } from "../../components/query-view.tsx";
import { useTexts } from "../../texts/define-texts.ts";
import { MadeLink } from "./made-link.tsx";
import { OpenInvitations } from "./open-invitations.tsx";
import styles from "./page.module.css";
import { type Role, roles } from "./roles.ts";
import { settingsTexts } from "./texts.ts";

/** The form that invites somebody, and whom a link was made for. */
export function Invitations() {
  const t = useTexts(settingsTexts);
  const query = useQuery(reading("GET /api/v1/invitations", {}));
  return (
    <section className={styles["panel"]}>
      <h2>{t("inviteTitle")}</h2>
      <InvitationForm />
      <QueryView query={query} height={40}>
        {({ invitations }) => invitations.length > 0 && <OpenInvitations invitations={invitations} />}
      </QueryView>
    </section>
  );
}

function InvitationForm() {
  const t = useTexts(settingsTexts);
  const queries = useQueryClient();
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<Role>("viewer");
  const [isHandedOver, setHandedOver] = useState(false);
  const invite = useMutation({
    mutationFn: () =>
      // By mail where the server sends mail; a link is told where it does not.
      request("POST /api/v1/invitations", { body: { email, role, ...(isHandedOver ? { delivery: "link" } : {}) } }),
    onSuccess: async () => {
      setEmail("");
      await refresh(queries, new Set(["invitations"]));
    },
  });
  return (
    <>
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
        <Checkbox
          label={t("handOver")}
          checked={isHandedOver}
          onChange={(event) => setHandedOver(event.currentTarget.checked)}
        />
        <Button type="submit" loading={invite.isPending}>
          {t("invite")}
        </Button>
      </form>
      <FailureLine error={invite.error} />
      {invite.data !== undefined && <MadeLink made={invite.data} />}
    </>
  );
}
