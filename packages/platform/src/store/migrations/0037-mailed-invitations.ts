import type { Migration } from "./migration.ts";

/** Links that go by mail to whom they are for, and what became of the mail. */
export const mailedInvitations: Migration = {
  number: 37,
  name: "mailed invitations",
  sql: `
ALTER TABLE invitations
  ADD COLUMN delivery text NOT NULL DEFAULT 'link' CHECK (delivery IN ('link', 'mail')),
  ADD COLUMN language text NOT NULL DEFAULT 'en' CHECK (language IN ('en', 'ja')),
  -- How often a mail was asked for; each has a link of its own, and the newest counts.
  ADD COLUMN mails integer NOT NULL DEFAULT 0,
  ADD COLUMN mail_asked_at timestamptz,
  ADD COLUMN mailed_at timestamptz,
  ADD COLUMN mail_problem text;
CREATE INDEX invitations_by_mail ON invitations (tenant_id, mail_asked_at) WHERE mail_asked_at IS NOT NULL;
`,
};
