import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Text } from "../../model/text.ts";
import { readCappedFile } from "../filesystem/read-file.ts";
import { runTool } from "../tools/run-tool.ts";

/** What a user shows to a registry. */
export type Credentials =
  | { readonly kind: "password"; readonly username: string; readonly password: string }
  /** A refresh token, which is changed for an access token at the registry's token server. */
  | { readonly kind: "identity-token"; readonly token: string };

/** Credentials for a registry, and what stood in the way of finding some. */
export interface FoundCredentials {
  readonly credentials: Credentials | undefined;
  readonly problems: readonly Text[];
}

/** What credentials are looked for. */
interface RepositoryPlace {
  /** `docker.io` for Docker Hub. */
  readonly registry: string;
  readonly repository: string;
}

/** Where credentials are looked for. */
export interface CredentialSettings {
  readonly configDirectory: string | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

const maxFileBytes = 4_194_304;
const helperTimeoutMs = 30_000;
const hubKey = "https://index.docker.io/v1/";

/**
 * Finds the user's credentials for a repository of a registry: in the file that `REGISTRY_AUTH_FILE` names, the variable
 * `DOCKER_AUTH_CONFIG`, Docker's `config.json`, and the files of podman; in each from a helper first, where one is set.
 *
 * Sources: docker-login(1), "Credential stores" and "Credential helpers"; containers-auth.json(5). A file that cannot be
 * read and a helper that fails are named and passed over: many images need no credentials.
 */
export async function findCredentials(place: RepositoryPlace, settings: CredentialSettings): Promise<FoundCredentials> {
  const problems: Text[] = [];
  const inline = settings.environment["DOCKER_AUTH_CONFIG"];
  const documents: (() => Promise<unknown>)[] = filesOf(settings).map((file) => () => readDocument(file, problems));
  if (inline !== undefined)
    documents.splice(1, 0, () => Promise.resolve(parse("DOCKER_AUTH_CONFIG", inline, problems)));
  for (const read of documents) {
    const document = await read();
    const credentials = isRecord(document) ? await lookUp(document, place, problems) : undefined;
    if (credentials !== undefined) return { credentials, problems };
  }
  return { credentials: undefined, problems };
}

function filesOf(settings: CredentialSettings): readonly string[] {
  const { environment } = settings;
  const home = environment["HOME"] ?? environment["USERPROFILE"];
  const docker = settings.configDirectory ?? environment["DOCKER_CONFIG"] ?? below(home, ".docker");
  const candidates = [
    environment["REGISTRY_AUTH_FILE"] ?? "",
    below(docker, "config.json"),
    below(environment["XDG_RUNTIME_DIR"], "containers/auth.json"),
    below(environment["XDG_CONFIG_HOME"] ?? below(home, ".config"), "containers/auth.json"),
  ];
  return candidates.filter((file) => file !== undefined);
}

function below(directory: string | undefined, path: string): string | undefined {
  return directory === undefined || directory === "" ? undefined : join(directory, path);
}

async function readDocument(file: string, problems: Text[]): Promise<unknown> {
  if (file === "" || !existsSync(file)) return undefined;
  const reading = await readCappedFile(file, maxFileBytes);
  if (reading.kind === "read") return parse(file, Buffer.from(reading.bytes).toString("utf8"), problems);
  problems.push(reading.message);
  return undefined;
}

function parse(name: string, text: string, problems: Text[]): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The message of the parser would quote the file, which holds passwords.
    problems.push({ en: `${name} holds no JSON.`, ja: `${name} が JSON として読み取れません。` });
    return undefined;
  }
}

async function lookUp(
  document: Readonly<Record<string, unknown>>,
  place: RepositoryPlace,
  problems: Text[],
): Promise<Credentials | undefined> {
  const server = place.registry === "docker.io" ? hubKey : place.registry;
  const helpers = document["credHelpers"];
  const own = isRecord(helpers) ? textOf(helpers[place.registry] ?? helpers[server]) : undefined;
  const helper = own ?? textOf(document["credsStore"]);
  const fromHelper = helper === undefined ? undefined : await askHelper(helper, server, problems);
  if (fromHelper !== undefined) return fromHelper;
  const accounts = document["auths"];
  return isRecord(accounts) ? toCredentials(findAccount(accounts, place)) : undefined;
}

/** Finds the entry that names the most of the repository: containers-auth.json(5) allows `host/namespace/repo`. */
function findAccount(accounts: Readonly<Record<string, unknown>>, place: RepositoryPlace): unknown {
  const keys = new Map(Object.entries(accounts).map(([key, account]) => [normalizedKey(key), account]));
  let name = `${place.registry}/${place.repository}`;
  for (;;) {
    const account = keys.get(name);
    if (account !== undefined) return account;
    const slash = name.lastIndexOf("/");
    if (slash === -1) return undefined;
    name = name.slice(0, slash);
  }
}

function normalizedKey(key: string): string {
  const name = key.replace(/^https?:\/\//, "").replace(/\/(?:v[12]\/?)?$/, "");
  return ["index.docker.io", "registry-1.docker.io"].includes(name) ? "docker.io" : name;
}

function toCredentials(account: unknown): Credentials | undefined {
  if (!isRecord(account)) return undefined;
  const token = textOf(account["identitytoken"]);
  if (token !== undefined) return { kind: "identity-token", token };
  const pair = Buffer.from(textOf(account["auth"]) ?? "", "base64").toString("utf8");
  const colon = pair.indexOf(":");
  if (colon !== -1) return passwordOf(pair.slice(0, colon), pair.slice(colon + 1).replace(/\0+$/, ""));
  const [username, password] = [textOf(account["username"]), textOf(account["password"])];
  return username === undefined || password === undefined ? undefined : passwordOf(username, password);
}

function passwordOf(username: string, password: string): Credentials {
  return username === "<token>"
    ? { kind: "identity-token", token: password }
    : { kind: "password", username, password };
}

/** Asks the user's own helper. Source: docker-credential-helpers, its protocol for `get`. */
async function askHelper(name: string, server: string, problems: Text[]): Promise<Credentials | undefined> {
  const program = `docker-credential-${name}`;
  if (!/^[\w.-]+$/.test(name)) {
    problems.push({
      en: `${JSON.stringify(name)} names no helper.`,
      ja: `${JSON.stringify(name)} はヘルパー名ではありません。`,
    });
    return undefined;
  }
  const outcome = await runTool(program, {
    arguments: ["get"],
    input: server,
    timeoutMs: helperTimeoutMs,
    maxOutputBytes: maxFileBytes,
  });
  if (outcome.kind === "missing") {
    problems.push({ en: `${program} is not installed.`, ja: `${program} がインストールされていません。` });
    return undefined;
  }
  if (outcome.kind === "ended" && outcome.exitCode === 0) {
    const answer = parse(program, outcome.output, problems);
    const [username, secret] = isRecord(answer) ? [textOf(answer["Username"]), textOf(answer["Secret"])] : [];
    return username === undefined || secret === undefined ? undefined : passwordOf(username, secret);
  }
  if (outcome.kind === "ended" && /credentials not found/i.test(outcome.output)) return undefined;
  const reason = outcome.kind === "ended" ? `exit code ${outcome.exitCode}` : outcome.reason;
  problems.push({ en: `${program} failed: ${reason}.`, ja: `${program} が失敗しました（${reason}）。` });
  return undefined;
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
