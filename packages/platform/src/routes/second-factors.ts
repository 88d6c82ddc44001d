import { SekishoError } from "sekisho";
import { z } from "zod";
import {
  addedPasskey,
  firstCode,
  newOneTimeCode,
  newPasskey,
  ownSecondFactors,
  passkeyChallenge,
  recoveryCodes,
} from "../contract/second-factor.ts";
import { id } from "../contract/values.ts";
import { accountOf } from "../identity/account-proof.ts";
import { recordAudit } from "../identity/audit.ts";
import { addPasskey, beginOneTimeCode, beginPasskey, confirmOneTimeCode } from "../identity/enrol-factor.ts";
import { type RemovedFactor, removeFactor } from "../identity/remove-factor.ts";
import { hasSecondFactor, readFactors, replaceRecoveryCodes } from "../identity/second-factor.ts";
import { findDemand } from "../identity/sign-in-rules.ts";
import { getPartyOf } from "./browser.ts";
import { defineProvedRoute, type ProvedContext } from "./proved-route.ts";
import { defineRoute, type Route } from "./route.ts";

/** The second factors of one's own account. */
export const secondFactorRoutes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/account/second-factors",
    summary: "Lists one's own second factors.",
    permission: "signed-in",
    input: {},
    answer: ownSecondFactors,
    handle: async ({ principal, inTenant }) => {
      const { accountId } = accountOf(principal);
      const [factors, demandedFrom] = await inTenant(async (transaction) => [
        await readFactors(transaction, accountId),
        await findDemand(transaction),
      ]);
      const { oneTimeCodeSince, recoveryCodesLeft } = factors;
      const passkeys = factors.passkeys.map(({ id: passkeyId, name, isBackedUp, createdAt, usedAt }) => ({
        id: passkeyId,
        name,
        isBackedUp,
        createdAt,
        usedAt,
      }));
      return { body: { oneTimeCodeSince, recoveryCodesLeft, passkeys, demandedFrom } };
    },
  }),
  defineProvedRoute({
    method: "POST",
    path: "/api/v1/account/one-time-code",
    summary:
      "Makes a secret for an app that shows one-time codes; it is in this answer alone, and waits for a first code.",
    permission: "signed-in",
    input: {},
    answer: newOneTimeCode,
    handle: async ({ account, services, inTenant }) => {
      const body = await inTenant((transaction) => beginOneTimeCode(transaction, account, services.secrets));
      return { status: 201, headers: notStored, body };
    },
  }),
  defineProvedRoute({
    method: "POST",
    path: "/api/v1/account/one-time-code/confirmation",
    summary: "Puts the app in force with its first code; with the first second factor come recovery codes.",
    permission: "signed-in",
    input: { body: firstCode },
    answer: recoveryCodes,
    handle: async ({ input, account, services, inTenant }) => {
      const { clock = Date.now } = services.settings;
      const shown = { code: input.body.code, secrets: services.secrets, nowMs: clock() };
      const codes = await inTenant((transaction) => confirmOneTimeCode(transaction, account, shown));
      return { status: 201, headers: notStored, body: { recoveryCodes: codes } };
    },
  }),
  defineProvedRoute({
    method: "DELETE",
    path: "/api/v1/account/one-time-code",
    summary: "Takes the app that shows one-time codes off one's own account.",
    permission: "signed-in",
    input: {},
    answer: z.undefined(),
    handle: async (context) => await remove(context, { kind: "one-time-code" }),
  }),
  defineProvedRoute({
    method: "POST",
    path: "/api/v1/account/recovery-codes",
    summary: "Makes ten recovery codes, in this answer alone; older ones are void.",
    permission: "signed-in",
    input: {},
    answer: recoveryCodes,
    handle: async ({ account, inTenant }) => {
      const codes = await inTenant(async (transaction) => {
        if (!hasSecondFactor(await readFactors(transaction, account.accountId))) throw noFactor();
        const event = { action: "recovery-codes.replace", subject: account.accountId };
        await recordAudit(transaction, account.tenantId, account, event);
        return await replaceRecoveryCodes(transaction, account);
      });
      return { status: 201, headers: notStored, body: { recoveryCodes: codes } };
    },
  }),
  defineProvedRoute({
    method: "POST",
    path: "/api/v1/account/passkeys/challenge",
    summary: "Says how the browser makes a passkey for one's own account.",
    permission: "signed-in",
    input: {},
    answer: passkeyChallenge,
    handle: async ({ account, services, request, inTenant }) => {
      const party = getPartyOf(request, services.settings);
      const body = await inTenant((transaction) => beginPasskey(transaction, account, party));
      return { status: 201, headers: notStored, body };
    },
  }),
  defineProvedRoute({
    method: "POST",
    path: "/api/v1/account/passkeys",
    summary: "Adds a passkey to one's own account; with the first second factor come recovery codes.",
    permission: "signed-in",
    input: { body: newPasskey },
    answer: addedPasskey,
    handle: async ({ input, account, services, request }) => {
      const party = getPartyOf(request, services.settings);
      const body = await addPasskey(services.store.application, account, { ...input.body, party });
      return { status: 201, headers: notStored, body };
    },
  }),
  defineProvedRoute({
    method: "DELETE",
    path: "/api/v1/account/passkeys/:passkey",
    summary: "Takes a passkey off one's own account.",
    permission: "signed-in",
    input: { parameters: z.object({ passkey: id }) },
    answer: z.undefined(),
    handle: async (context) => await remove(context, { kind: "passkey", passkeyId: context.input.parameters.passkey }),
  }),
];

const notStored = { "cache-control": "no-store" };

async function remove(
  { account, inTenant }: ProvedContext<unknown>,
  removed: RemovedFactor,
): Promise<{ readonly status: 204; readonly body: undefined }> {
  await inTenant((transaction) => removeFactor(transaction, account, removed));
  return { status: 204, body: undefined };
}

function noFactor(): SekishoError {
  return new SekishoError("record-conflict", {
    en: "recovery codes stand in for a second factor: set one up first",
    ja: "リカバリーコードは第 2 要素の代わりに使用します。先に第 2 要素を設定してください。",
  });
}
