import { z } from "zod";
import { mailInvitation, noteFailedMail } from "../identity/mail-invitation.ts";
import { defineJob } from "./job.ts";

/** Sends the mail with the link of an invitation. */
export const mailInvitationJob = defineJob({
  kind: "mail-invitation",
  payload: z.object({ invitationId: z.uuid(), mail: z.int().positive(), failures: z.int().default(0) }),
  run: (link, { services, tenantId }) => mailInvitation(services, { tenantId, ...link }),
  giveUp: (link, { code }, { services, tenantId }) => noteFailedMail(services, { tenantId, ...link }, code),
});
