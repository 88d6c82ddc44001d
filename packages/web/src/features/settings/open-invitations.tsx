import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { refresh } from "../../api/refresh.ts";
import { type AnswerOf, request } from "../../api/request.ts";
import { FailureLine } from "../../components/failure-line.tsx";
import { RowTable } from "../../components/row-table.tsx";
import { useTexts } from "../../texts/define-texts.ts";
import { useFormats } from "../../texts/format.ts";
import { MadeLink } from "./made-link.tsx";
import { settingsTexts } from "./texts.ts";

type Invitation = AnswerOf<"GET /api/v1/invitations">["invitations"][number];

interface OpenInvitationsProps {
  readonly invitations: readonly Invitation[];
}

/** Links that were not used yet: what became of their mails, and how they are made anew or taken back. */
export function OpenInvitations({ invitations }: OpenInvitationsProps) {
  const t = useTexts(settingsTexts);
  const { day } = useFormats();
  const queries = useQueryClient();
  const refreshed = () => refresh(queries, new Set(["invitations"]));
  const revoke = useMutation({
    mutationFn: (invitation: string) => request("DELETE /api/v1/invitations/{invitation}", { path: { invitation } }),
    onSettled: refreshed,
  });
  const resend = useMutation({
    mutationFn: (invitation: string) =>
      request("POST /api/v1/invitations/{invitation}/resend", { path: { invitation }, body: {} }),
    onSettled: refreshed,
  });
  return (
    <>
      <h3>{t("waiting")}</h3>
      <RowTable
        label={t("waiting")}
        rows={invitations}
        keyOf={({ id }) => id}
        columns={[
          { title: t("email"), cell: ({ email }) => email },
          { title: t("role"), cell: ({ role, kind }) => (kind === "password" ? t("newPassword") : t(role)) },
          { title: t("delivery"), cell: (invitation) => <Delivery invitation={invitation} /> },
          { title: t("goodUntil"), cell: ({ expiresAt }) => day(expiresAt) },
          {
            title: t("actions"),
            cell: ({ id, email }) => (
              <>
                <Button
                  size="compact-xs"
                  variant="default"
                  aria-label={t("resendTo", { email })}
                  onClick={() => resend.mutate(id)}
                >
                  {t("resend")}
                </Button>{" "}
                <Button
                  size="compact-xs"
                  variant="default"
                  aria-label={t("revokeOf", { email })}
                  onClick={() => revoke.mutate(id)}
                >
                  {t("revoke")}
                </Button>
              </>
            ),
          },
        ]}
      />
      <FailureLine error={revoke.error ?? resend.error} />
      {resend.data !== undefined && <MadeLink made={resend.data} />}
    </>
  );
}

interface DeliveryProps {
  readonly invitation: Invitation;
}

function Delivery({ invitation: { mail } }: DeliveryProps) {
  const t = useTexts(settingsTexts);
  const { moment } = useFormats();
  if (mail === null) return t("byHand");
  return mail.sentAt === null ? t(`mail-${mail.state}`) : t("mailedAt", { moment: moment(mail.sentAt) });
}
