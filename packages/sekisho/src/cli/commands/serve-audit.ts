import type { Text } from "../../model/text.ts";
import { usageError } from "../argument-errors.ts";
import { type Call, lastValue } from "../arguments.ts";
import { findCommand } from "../command-table.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import type { Terminal } from "../terminal.ts";

type BreakKind = "changed" | "removed" | "inserted" | "reordered" | "rewritten" | "cut";

/** What the platform says of the trail of a tenant. */
interface VerifiedTrail {
  readonly tenant: string;
  readonly entries: number;
  readonly first: number | null;
  readonly last: number | null;
  readonly hash: string | null;
  readonly brokenAt: { readonly kind: BreakKind; readonly sequence: number; readonly at: string | null } | null;
}

/** What is needed of the platform, which is a package of its own. */
interface TrailVerifier {
  verifyAuditTrails(options: {
    readonly environment: Terminal["environment"];
    readonly tenant?: string | undefined;
    readonly dataDirectory?: string;
  }): Promise<readonly VerifiedTrail[]>;
}

const breaks: Readonly<Record<BreakKind, Text>> = {
  changed: { en: "the entry was changed", ja: "記録が変更されています" },
  removed: { en: "entries are missing from here on", ja: "この番号から記録が欠落しています" },
  inserted: {
    en: "the entry was put in, or the one before it was written anew",
    ja: "記録が挿入されたか、直前の記録が書き換えられています",
  },
  reordered: { en: "another entry stands here", ja: "別の記録と入れ替わっています" },
  rewritten: {
    en: "the trail was written anew: an anchor tells another end",
    ja: "履歴が書き換えられています（アンカーと一致しません）",
  },
  cut: {
    en: "the end was cut off: an anchor tells of later entries",
    ja: "末尾が切り取られています（アンカーにはより後の記録があります）",
  },
};

/** Proves the audit trails of a platform; a broken one ends as findings do. */
export async function verifyAudit(module: TrailVerifier, call: Call, terminal: Terminal): Promise<ExitCode> {
  if (call.operands.join(" ") !== "audit verify") {
    throw usageError(
      {
        en: `expected audit verify, got ${call.operands.join(" ")}`,
        ja: `audit verify と指定してください（指定値: ${call.operands.join(" ")}）。`,
      },
      findCommand("serve"),
    );
  }
  const dataDirectory = lastValue(call, "data");
  const verified = await module.verifyAuditTrails({
    environment: terminal.environment,
    tenant: lastValue(call, "tenant"),
    ...(dataDirectory === undefined ? {} : { dataDirectory }),
  });
  for (const tenant of verified) await terminal.write(`${describe(tenant)[terminal.language]}\n`);
  return verified.some(({ brokenAt }) => brokenAt !== null) ? exitCodes.findings : exitCodes.done;
}

function describe({ tenant, entries, first, last, hash, brokenAt }: VerifiedTrail): Text {
  if (brokenAt !== null) {
    const { kind, sequence, at } = brokenAt;
    const moment = at === null ? "" : ` (${at})`;
    return {
      en: `${tenant}: BROKEN at entry ${sequence}${moment}: ${breaks[kind].en}; ${entries} entries before it hold`,
      ja: `${tenant}: 記録 ${sequence}${moment} で連鎖が途切れています: ${breaks[kind].ja}。それより前の ${entries} 件は正常です。`,
    };
  }
  if (last === null) return { en: `${tenant}: no entries`, ja: `${tenant}: 記録はありません。` };
  return {
    en: `${tenant}: ${entries} entries hold, ${first} to ${last}; the end is ${hash}`,
    ja: `${tenant}: 記録 ${first} から ${last} までの ${entries} 件は正常です。末尾のハッシュ: ${hash}`,
  };
}
