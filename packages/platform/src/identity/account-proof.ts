import { SekishoError } from "sekisho";
import type { AccountPrincipal, Principal } from "./principal.ts";

/**
 * Gives the account that asks. A key acts for somebody, and is nobody: it changes no account.
 *
 * @throws {SekishoError} `not-permitted`
 */
export function accountOf(principal: Principal): AccountPrincipal {
  if (principal.kind === "account") return principal;
  throw new SekishoError("not-permitted", {
    en: "an API key has no account of its own: sign in",
    ja: "API キーではこの操作を行えません。サインインしてください。",
  });
}

/**
 * Gives the account that asks, where it showed a moment ago who it is: whoever finds a screen unlocked changes no locks.
 *
 * @throws {SekishoError} `not-permitted` for a key, `proof-needed` when it is too long ago.
 */
export function provedAccountOf(principal: Principal): AccountPrincipal {
  const account = accountOf(principal);
  if (account.isProved) return account;
  throw new SekishoError(
    "proof-needed",
    {
      en: "it is a while ago that you showed who you are",
      ja: "本人確認から時間が経過しています。",
    },
    {
      hint: {
        en: "send your password to /api/v1/account/proof, or sign in again",
        ja: "パスワードを /api/v1/account/proof に送信するか、サインインし直してください。",
      },
    },
  );
}
