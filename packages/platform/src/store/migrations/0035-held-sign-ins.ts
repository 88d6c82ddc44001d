import type { Migration } from "./migration.ts";

/** Attempts that nobody looked at, since others failed just before. */
export const heldSignIns: Migration = {
  number: 35,
  name: "held sign-ins",
  sql: "ALTER TABLE sign_in_failures ADD COLUMN held integer NOT NULL DEFAULT 0;",
};
