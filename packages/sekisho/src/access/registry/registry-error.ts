import { SekishoError } from "../../model/error.ts";
import type { Text } from "../../model/text.ts";

const maxShownCharacters = 200;

/** What was asked for, for messages: `manifest 1.0 of registry.example.com/shop/web`. */
export type Asked = Text;

/** Gives the error for a connection that does not come about or breaks off, with the reason in words. */
export function unreachable(asked: Asked, host: string, cause: unknown): SekishoError {
  const reason = reasonOf(cause);
  return new SekishoError(
    "registry-unreachable",
    {
      en: `${asked.en} cannot be had from ${host}: ${reason.en}.`,
      ja: `${host} から${asked.ja}を取得できません。原因: ${reason.ja}。`,
    },
    { cause, ...(reason.hint === undefined ? {} : { hint: reason.hint }) },
  );
}

/** Gives the error for an answer that is none of those the protocol has here. */
export function wrongAnswer(asked: Asked, host: string, got: Text): SekishoError {
  return new SekishoError("registry-unreachable", {
    en: `${host} answers wrongly to a request for ${asked.en}: ${got.en}.`,
    ja: `${asked.ja}の要求に対する ${host} の応答が正しくありません。${got.ja}。`,
  });
}

/** Gives the error for a 404. */
export function notFound(asked: Asked, host: string, said: string): SekishoError {
  return new SekishoError(
    "image-not-found",
    {
      en: `${host} has no ${asked.en}${saidEnglish(said)}.`,
      ja: `${host} に${asked.ja}がありません${saidJapanese(said)}。`,
    },
    {
      hint: {
        en: "Check the spelling and the tag. Private repositories answer the same to strangers.",
        ja: "名前とタグを確認してください。非公開リポジトリも、認証されていない相手には同じ応答を返します。",
      },
    },
  );
}

/** Gives the error for a 401 or 403, with why credentials were missing when there were none. */
export function denied(
  asked: Asked,
  host: string,
  details: { readonly said: string; readonly hadCredentials: boolean; readonly problems: readonly Text[] },
): SekishoError {
  const en = details.hadCredentials ? "refuses the credentials for" : "asks for credentials for";
  const ja = details.hadCredentials ? "の認証情報が拒否されました" : "には認証情報が必要です";
  const problems = details.problems.map((problem) => problem.en).join(" ");
  const problemsJa = details.problems.map((problem) => problem.ja).join("");
  return new SekishoError(
    "registry-denied",
    {
      en: `${host} ${en} ${asked.en}${saidEnglish(details.said)}.`,
      ja: `${host} の${asked.ja}${ja}${saidJapanese(details.said)}。`,
    },
    {
      hint: {
        en: `${problems === "" ? "" : `${problems} `}Sign in with docker login ${host}, or check the access rights.`,
        ja: `${problemsJa}docker login ${host} でログインするか、アクセス権を確認してください。`,
      },
    },
  );
}

/** Gives the error for a 429 that stays. */
export function limited(asked: Asked, host: string, retryAfter: string | undefined): SekishoError {
  const wait = retryAfter === undefined ? "" : shown(retryAfter);
  return new SekishoError(
    "registry-limited",
    {
      en: `${host} answers 429 (too many requests) to a request for ${asked.en}${wait === "" ? "" : `; it asks to wait: Retry-After ${wait}`}.`,
      ja: `${asked.ja}の要求に対し、${host} が 429（リクエスト数超過）を返しました${wait === "" ? "" : `（Retry-After: ${wait}）`}。`,
    },
    {
      hint: {
        en: "Try again later, sign in for a higher limit, or use a mirror.",
        ja: "時間をおいて再実行するか、ログインして上限を引き上げるか、ミラーを使用してください。",
      },
    },
  );
}

/** Gives a text of a registry, short and without characters that a terminal obeys. */
function shown(text: string): string {
  const cut = text.length > maxShownCharacters ? `${text.slice(0, maxShownCharacters)}…` : text;
  return cut.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "?");
}

function saidEnglish(said: string): string {
  return said === "" ? "" : `; it says: ${shown(said)}`;
}

function saidJapanese(said: string): string {
  return said === "" ? "" : `（応答: ${shown(said)}）`;
}

function reasonOf(cause: unknown): Text & { readonly hint?: Text } {
  const code = cause instanceof Error && "code" in cause && typeof cause.code === "string" ? cause.code : "";
  const message = shown(cause instanceof Error ? cause.message : String(cause));
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") {
    return { en: "its name has no address", ja: "ホスト名を解決できません" };
  }
  if (code === "ECONNREFUSED") return { en: "it refuses connections", ja: "接続が拒否されました" };
  if (cause instanceof Error && cause.name === "StallError") return { en: message, ja: "応答が途絶えました" };
  if (isCertificateError(code)) {
    const hint: Text = {
      en: "Name the file of its certificate authority in NODE_EXTRA_CA_CERTS.",
      ja: "認証局の証明書ファイルを NODE_EXTRA_CA_CERTS で指定してください。",
    };
    return {
      en: `its certificate is not accepted (${code}: ${message})`,
      ja: `証明書を検証できません（${code}）`,
      hint,
    };
  }
  if (isTlsError(code)) {
    const hint: Text = {
      en: "If it speaks plain HTTP, allow that by naming the host.",
      ja: "平文の HTTP を使うレジストリであれば、ホスト名を指定して許可してください。",
    };
    return { en: `TLS failed (${message})`, ja: `TLS 通信に失敗しました（${message}）`, hint };
  }
  return { en: message, ja: message };
}

function isCertificateError(code: string): boolean {
  return /CERT|SELF_SIGNED|UNABLE_TO_(?:GET|VERIFY)|ALTNAME/.test(code);
}

/** Tells whether a connection failed because the other side does not speak TLS as we do. */
export function isTlsError(code: string): boolean {
  return code === "EPROTO" || code.startsWith("ERR_SSL");
}
