import { resolve } from "node:path";
import { minTokenLength, readTokenLines } from "../../access/audit-webhook/bearer-tokens.ts";
import type { ReceiverSetup } from "../../access/audit-webhook/receiver-messages.ts";
import type { ReceiverTls } from "../../access/audit-webhook/webhook-receiver.ts";
import { readCappedFile } from "../../access/filesystem/read-file.ts";
import { SekishoError } from "../../model/error.ts";
import type { Text } from "../../model/text.ts";
import type { ListenOptions } from "./options.ts";

/** Certificates with all their chains are some kilobytes. */
const maxSecretBytes = 1_048_576;

/** Two seconds of 20,000 events; more only makes them late. */
const maxQueuedBytes = 64 * 1_048_576;

const loopback: ReadonlySet<string> = new Set(["127.0.0.1", "::1", "localhost"]);

/**
 * Reads what a receiver needs: certificates and tokens.
 *
 * Beyond the machine itself it listens with TLS only, and to callers with a certificate or a token only: audit events tell
 * who did what, and whoever may send them can hide what they did.
 *
 * @throws {SekishoError} `usage` for settings that do not fit together, `target-unreadable` for a file.
 */
export async function loadReceiver(options: ListenOptions, workingDirectory: string): Promise<ReceiverSetup> {
  const { host, port } = parseAddress(options.address);
  const read = async (name: string): Promise<Buffer> => {
    const reading = await readCappedFile(resolve(workingDirectory, name), maxSecretBytes);
    if (reading.kind === "refused") throw new SekishoError("target-unreadable", reading.message);
    return Buffer.from(reading.bytes);
  };
  const tls = await loadTls(options, read);
  const tokens = options.tokenFile === undefined ? undefined : await loadTokens(options.tokenFile, read);
  const asksNobody = tokens === undefined && tls?.clientAuthority === undefined;
  if (!loopback.has(host) && (tls === undefined || asksNobody)) throw usage(openToAll(options.address));
  const { journalFolder } = options;
  return {
    host,
    port,
    tls,
    tokens,
    limits: undefined,
    maxQueuedBytes,
    journalFolder: journalFolder === undefined ? undefined : resolve(workingDirectory, journalFolder),
  };
}

type ReadSecret = (name: string) => Promise<Buffer>;

async function loadTls(options: ListenOptions, read: ReadSecret): Promise<ReceiverTls | undefined> {
  const { certificateFile, keyFile, clientAuthorityFile, clientNames = [] } = options;
  if (certificateFile === undefined && keyFile === undefined && clientAuthorityFile === undefined) {
    if (clientNames.length > 0) throw usage(authorityMissing);
    return undefined;
  }
  if (certificateFile === undefined || keyFile === undefined) throw usage(certificateMissing);
  if (clientNames.length > 0 && clientAuthorityFile === undefined) throw usage(authorityMissing);
  return {
    certificate: await read(certificateFile),
    key: await read(keyFile),
    clientAuthority: clientAuthorityFile === undefined ? undefined : await read(clientAuthorityFile),
    clientNames,
  };
}

async function loadTokens(name: string, read: ReadSecret): Promise<readonly string[]> {
  const tokens = readTokenLines((await read(name)).toString());
  if (tokens.length > 0 && tokens.every((token) => token.length >= minTokenLength)) return tokens;
  throw usage({
    en: `--token-file ${name}: expected tokens of at least ${minTokenLength} characters, one a line`,
    ja: `--token-file ${name}: ${minTokenLength} 文字以上のトークンを 1 行に 1 件記載してください。`,
  });
}

function parseAddress(written: string): { readonly host: string; readonly port: number } {
  const colon = written.lastIndexOf(":");
  const host = written.slice(0, Math.max(0, colon)).replace(/^\[([^\]]{1,100})\]$/, "$1");
  const port = /^\d{1,5}$/.test(written.slice(colon + 1)) ? Number(written.slice(colon + 1)) : Number.NaN;
  if (host !== "" && port <= 65_535) return { host, port };
  throw usage({
    en: `--listen: expected HOST:PORT, got ${JSON.stringify(written)}`,
    ja: `--listen: ホスト:ポートを想定しましたが、${JSON.stringify(written)} が指定されています。`,
  });
}

function usage(message: Text): SekishoError {
  return new SekishoError("usage", message);
}

const certificateMissing: Text = {
  en: "--tls-cert and --tls-key belong together, and --client-ca needs both",
  ja: "--tls-cert と --tls-key は併せて指定してください。--client-ca には両方が必要です。",
};

const authorityMissing: Text = {
  en: "--client-name needs --client-ca",
  ja: "--client-name には --client-ca が必要です。",
};

function openToAll(address: string): Text {
  return {
    en: `--listen ${address}: expected --tls-cert, --tls-key and one of --client-ca and --token-file for an address that others reach`,
    ja: `--listen ${address}: ほかのマシンから到達できるアドレスでは、--tls-cert、--tls-key に加えて、--client-ca または --token-file を指定してください。`,
  };
}
