import { sql } from "kysely";
import { SekishoError } from "sekisho";
import { z } from "zod";
import { type destinationChange, newDestination } from "../contract/destination.ts";
import { recordAudit } from "../identity/audit.ts";
import type { Principal } from "../identity/principal.ts";
import type { SecretBox } from "../identity/secret-box.ts";
import { wakeLane } from "../outbox/post-message.ts";
import { secretPurpose } from "../outbox/read-destination.ts";
import type { TenantTransaction } from "../store/database.ts";

/** What is changed of which destination. */
export type DestinationChange = z.output<typeof destinationChange> & { readonly id: string };

const settingsOf = z.looseObject({ settings: z.record(z.string(), z.unknown()) });

/**
 * Changes a destination. A secret that is not given stays; what failed before is tried again at once, in its order.
 *
 * A place that moves to another host, or from https to http, wants its secret again: whoever may change addresses must not send somebody else's
 * secret to a server of their own.
 *
 * @throws {SekishoError} `record-not-found`, `record-conflict` for a name that is taken, `request-invalid`.
 */
export async function changeDestination(
  transaction: TenantTransaction,
  { principal, secrets }: { readonly principal: Principal; readonly secrets: SecretBox },
  { id, name, language, settings, secret }: DestinationChange,
): Promise<void> {
  const { tenantId } = principal;
  const before = await transaction
    .selectFrom("destinations")
    .select(["name", "kind", "language", "settings"])
    .where("destination_id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  if (before === undefined) throw noDestination();
  const after = {
    name: name ?? before.name,
    language: language ?? before.language,
    settings: settings ?? before.settings,
  };
  const checked = check({ kind: before.kind, ...after }, secret);
  if (secret === undefined && originsOf(before.settings) !== originsOf(checked.settings)) throw wantsSecret();
  const taken = await transaction
    .selectFrom("destinations")
    .select("destination_id")
    .where("name", "=", after.name)
    .where("destination_id", "<>", id)
    .executeTakeFirst();
  if (taken !== undefined) throw nameIsTaken(after.name);
  await transaction
    .updateTable("destinations")
    .set({
      name: after.name,
      language: after.language,
      settings: JSON.stringify(checked.settings),
      ...(secret === undefined ? {} : { secret: secrets.seal(secret, secretPurpose(tenantId, id)) }),
    })
    .where("destination_id", "=", id)
    .execute();
  await transaction
    .updateTable("outbox_lanes")
    .set({ failures: 0, last_error: null, next_attempt_at: sql`now()` })
    .where("destination_id", "=", id)
    .where("has_waiting", "=", true)
    .execute();
  await wakeWaiting(transaction, tenantId, id);
  const told = { name: after.name, language: after.language, settings: checked.settings };
  const event = {
    action: "destination.change",
    subject: id,
    before,
    after: { ...told, isSecretNew: secret !== undefined },
  };
  await recordAudit(transaction, tenantId, principal, event);
}

async function wakeWaiting(transaction: TenantTransaction, tenantId: string, id: string): Promise<void> {
  const waiting = await transaction
    .selectFrom("outbox_lanes")
    .select("destination_id")
    .where("destination_id", "=", id)
    .where("has_waiting", "=", true)
    .executeTakeFirst();
  if (waiting !== undefined) await wakeLane(transaction, tenantId, id);
}

/** Reads what a destination would be as a new one is read; a secret that stays was right when it was given. */
function check(
  destination: Readonly<Record<string, unknown>>,
  secret: string | undefined,
): z.output<typeof settingsOf> {
  const whole = newDestination.safeParse({
    ...destination,
    ...(secret === undefined ? standIn(destination["kind"]) : { secret }),
  });
  if (whole.success) return settingsOf.parse(whole.data);
  const [first] = whole.error.issues;
  const what = `${first?.path.join(".") ?? ""}: ${first?.message ?? ""}`;
  throw new SekishoError("request-invalid", {
    en: `the destination would be wrong: ${what}`,
    ja: `変更後の通知先の設定が正しくありません: ${what}`,
  });
}

/** Stands for a secret that stays while the rest is checked. */
function standIn(kind: unknown): { readonly secret?: string } {
  if (kind === "mail" || kind === "webhook") return {};
  return { secret: kind === "slack" || kind === "teams" ? "https://example.com/" : "kept" };
}

/** Where a secret of these settings is shown: as itself, or in what it signs. */
function originsOf(settings: unknown): string {
  const { url, endpoint } = z
    .looseObject({ url: z.string().optional(), endpoint: z.string().optional() })
    .parse(settings);
  return [url, endpoint].map((written) => (written === undefined ? "" : new URL(written).origin)).join(" ");
}

/** There is no destination, or message, of that id. */
export function noDestination(): SekishoError {
  return new SekishoError("record-not-found", {
    en: "there is no such destination or message",
    ja: "該当する通知先またはメッセージはありません。",
  });
}

/** Another destination has the name. */
export function nameIsTaken(name: string): SekishoError {
  return new SekishoError("record-conflict", {
    en: `there is a destination ${name}`,
    ja: `通知先 ${name} はすでに存在します。`,
  });
}

function wantsSecret(): SekishoError {
  return new SekishoError("request-invalid", {
    en: "the address is on another host, or reached another way: give the secret again",
    ja: "アドレスのホストまたは接続方式（http / https）が変わる場合は、秘密情報を再度指定してください。",
  });
}
