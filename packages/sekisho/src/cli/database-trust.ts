import { isAbsolute, join } from "node:path";
import type { Trusted } from "../scan/database/trust.ts";
import { usageError } from "./argument-errors.ts";
import { type Call, lastValue } from "./arguments.ts";
import { findCommand } from "./command-table.ts";
import type { Terminal } from "./terminal.ts";

/** Whom a call or the environment trusts, before any file is read. */
interface TrustWords {
  readonly keys: readonly string[];
  readonly root: string | undefined;
  readonly identity: string | undefined;
  readonly issuer: string | undefined;
}

/**
 * Gives those whose signatures under a database count: those of the call, else those of the environment
 * (`SEKISHO_DB_KEY`; `SEKISHO_DB_TRUST_ROOT`, `SEKISHO_DB_IDENTITY` and `SEKISHO_DB_ISSUER`). With nobody named,
 * signatures are not looked at.
 *
 * @throws {SekishoError} `usage` when of root, identity and issuer one is missing; `credentials-unreadable`.
 */
export async function trustedBy(terminal: Terminal, call?: Call): Promise<readonly Trusted[]> {
  const said = call === undefined ? undefined : wordsOfCall(call);
  const words = said !== undefined && namesAnybody(said) ? said : wordsOfEnvironment(terminal);
  if (!namesAnybody(words)) return [];
  const { readPublicKey, readTrustedRoot } = await import("../scan/database/signing-keys.ts");
  const pathOf = (path: string) => (isAbsolute(path) ? path : join(terminal.workingDirectory, path));
  const { root, identity, issuer } = words;
  const keys = words.keys.map((path) => readPublicKey(pathOf(path)));
  if (root === undefined && identity === undefined && issuer === undefined) return keys;
  if (root === undefined || identity === undefined || issuer === undefined) throw incomplete();
  return [...keys, { kind: "sigstore", root: readTrustedRoot(pathOf(root)), identity, issuer }];
}

function wordsOfCall(call: Call): TrustWords {
  return {
    keys: call.values.get("trust") ?? [],
    root: lastValue(call, "trust-root"),
    identity: lastValue(call, "identity"),
    issuer: lastValue(call, "issuer"),
  };
}

function wordsOfEnvironment({ environment }: Terminal): TrustWords {
  const {
    SEKISHO_DB_KEY: key,
    SEKISHO_DB_TRUST_ROOT: root,
    SEKISHO_DB_IDENTITY: identity,
    SEKISHO_DB_ISSUER: issuer,
  } = environment;
  // A variable that is set to nothing says nothing.
  return {
    keys: key === undefined || key === "" ? [] : [key],
    root: root || undefined,
    identity: identity || undefined,
    issuer: issuer || undefined,
  };
}

function namesAnybody({ keys, root, identity, issuer }: TrustWords): boolean {
  return keys.length > 0 || root !== undefined || identity !== undefined || issuer !== undefined;
}

function incomplete() {
  return usageError(
    {
      en: "a sigstore signature is trusted by three things together: --trust-root FILE, --identity NAME and --issuer URL",
      ja: "sigstore の署名を信頼するには、--trust-root FILE、--identity NAME、--issuer URL の 3 つが必要です。",
    },
    findCommand("db"),
  );
}
