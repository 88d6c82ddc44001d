import { sql } from "kysely";
import { SekishoError } from "sekisho";
import { z } from "zod";
import { accountChange, openSessionList, passwordChange } from "../contract/member.ts";
import { passwordProof } from "../contract/second-factor.ts";
import { id } from "../contract/values.ts";
import { accountOf } from "../identity/account-proof.ts";
import { setPassword } from "../identity/answer-invitation.ts";
import { recordAudit } from "../identity/audit.ts";
import { hashPassword, isPassword, isPasswordCheckBusy } from "../identity/password.ts";
import { refuseWeakPassword } from "../identity/password-rules.ts";
import type { AccountPrincipal } from "../identity/principal.ts";
import { readSessionToken } from "../identity/session-token.ts";
import { noteFailure, refuseAfterFailures, tooManyAttempts } from "../identity/sign-in-failures.ts";
import type { TenantTransaction } from "../store/database.ts";
import { headerOf } from "./browser.ts";
import { defineRoute, type RawRequest, type Route, type RouteContext } from "./route.ts";

/** One's own account. */
export const accountRoutes: readonly Route[] = [
  defineRoute({
    method: "PATCH",
    path: "/api/v1/account",
    summary: "Changes one's own name.",
    permission: "signed-in",
    input: { body: accountChange },
    answer: z.undefined(),
    handle: async ({ input, principal, inTenant }) => {
      const { accountId, tenantId } = accountOf(principal);
      await inTenant(async (transaction) => {
        const { name } = input.body;
        const before = await transaction
          .selectFrom("accounts")
          .select("name")
          .where("account_id", "=", accountId)
          .executeTakeFirst();
        await transaction.updateTable("accounts").set({ name }).where("account_id", "=", accountId).execute();
        const event = { action: "account.rename", subject: accountId, before, after: { name } };
        await recordAudit(transaction, tenantId, principal, event);
      });
      return { status: 204, body: undefined };
    },
  }),
  defineRoute({
    method: "PUT",
    path: "/api/v1/account/password",
    summary: "Changes one's own password, and signs out everywhere.",
    permission: "signed-in",
    input: { body: passwordChange },
    answer: z.undefined(),
    handle: async (context) => {
      await changePassword(context, accountOf(context.principal));
      return { status: 204, body: undefined };
    },
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/account/proof",
    summary: "Shows one's own password once more; what is delicate is allowed for the next ten minutes.",
    permission: "signed-in",
    input: { body: passwordProof },
    answer: z.undefined(),
    handle: async (context) => {
      const account = accountOf(context.principal);
      await refuseWrongPassword(context, account, context.input.body.password);
      const token = readSessionToken(headerOf(context.request, "cookie"));
      await context.inTenant(async (transaction) => {
        await transaction
          .updateTable("sessions")
          .set({ proved_at: sql`now()` })
          .where("account_id", "=", account.accountId)
          .where("token_hash", "=", token?.hash ?? Buffer.alloc(0))
          .execute();
        await recordAudit(transaction, account.tenantId, account, {
          action: "session.prove",
          subject: account.accountId,
        });
      });
      return { status: 204, body: undefined };
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/account/sessions",
    summary: "Lists where one is signed in.",
    permission: "signed-in",
    input: {},
    answer: openSessionList,
    handle: async ({ principal, request, inTenant }) => {
      const { accountId } = accountOf(principal);
      return { body: { sessions: await inTenant((transaction) => readSessions(transaction, accountId, request)) } };
    },
  }),
  defineRoute({
    method: "DELETE",
    path: "/api/v1/account/sessions/:session",
    summary: "Ends one of one's own sessions.",
    permission: "signed-in",
    input: { parameters: z.object({ session: id }) },
    answer: z.undefined(),
    handle: async ({ input, principal, inTenant }) => {
      const { accountId, tenantId } = accountOf(principal);
      await inTenant(async (transaction) => {
        const ended = await transaction
          .deleteFrom("sessions")
          .where("account_id", "=", accountId)
          .where("session_id", "=", input.parameters.session)
          .returning(["session_id as id", "user_agent as userAgent", "address", "came_by as cameBy"])
          .executeTakeFirst();
        if (ended === undefined) throw noSession();
        const event = { action: "session.close", subject: accountId, before: ended };
        await recordAudit(transaction, tenantId, principal, event);
      });
      return { status: 204, body: undefined };
    },
  }),
];

async function changePassword(
  context: RouteContext<{ readonly body: z.infer<typeof passwordChange> }>,
  principal: AccountPrincipal,
): Promise<void> {
  const { services, inTenant } = context;
  const { accountId, tenantId } = principal;
  const { current, password } = context.input.body;
  const account = await refuseWrongPassword(context, principal, current);
  await refuseWeakPassword(password, [account.email, account.name, account.tenant]);
  const hash = await hashPassword(password, services.settings.passwordCost);
  await inTenant(async (transaction) => {
    await setPassword(transaction, accountId, hash);
    await recordAudit(transaction, tenantId, principal, { action: "password.change", subject: accountId });
  });
}

interface KnownAccount {
  readonly email: string;
  readonly name: string;
  readonly tenant: string;
}

/** Whoever is signed in guesses no faster than whoever is not. */
async function refuseWrongPassword(
  { services, request, inTenant }: RouteContext<unknown>,
  { tenantId, accountId }: AccountPrincipal,
  password: string,
): Promise<KnownAccount> {
  if (isPasswordCheckBusy()) throw tooManyAttempts(1);
  const { password_hash: hash, ...account } = await inTenant((transaction) =>
    transaction
      .selectFrom("accounts")
      .innerJoin("tenants", "tenants.tenant_id", "accounts.tenant_id")
      .select(["email", "accounts.name", "password_hash", "tenants.name as tenant"])
      .where("account_id", "=", accountId)
      .executeTakeFirstOrThrow(),
  );
  const failing = { tenantId, email: account.email, address: request.clientAddress };
  await refuseAfterFailures(services.store.application, failing);
  if (await isPassword(password, hash ?? undefined, services.settings.passwordCost)) return account;
  await noteFailure(services.store.application, failing);
  throw new SekishoError("request-invalid", {
    en: "the current password is wrong",
    ja: "現在のパスワードが正しくありません。",
  });
}

async function readSessions(
  transaction: TenantTransaction,
  accountId: string,
  { headers }: RawRequest,
): Promise<z.infer<typeof openSessionList>["sessions"]> {
  const cookie = headers["cookie"];
  const own = readSessionToken(typeof cookie === "string" ? cookie : undefined);
  const rows = await transaction
    .selectFrom("sessions")
    .select(["session_id as id", "created_at as createdAt", "used_at as usedAt", "expires_at as expiresAt"])
    .select(["user_agent as userAgent", "address", "token_hash"])
    .where("account_id", "=", accountId)
    .orderBy("created_at", "desc")
    .execute();
  return rows.map(({ token_hash: hash, ...session }) => ({ ...session, isCurrent: own?.hash.equals(hash) === true }));
}

function noSession(): SekishoError {
  return new SekishoError("record-not-found", {
    en: "there is no such session",
    ja: "該当するセッションはありません。",
  });
}
