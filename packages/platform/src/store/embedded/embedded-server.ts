import { randomBytes } from "node:crypto";
import { chown, mkdir, readFile, rename, rm, stat, truncate, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { SekishoError } from "sekisho";
import { z } from "zod";
import { findBinaries, type PostgresBinaries } from "./find-binaries.ts";
import { runProgram } from "./run-program.ts";
import { findServerAccount, type ServerAccount } from "./server-account.ts";
import { type ServerWatch, watchServer } from "./watch-server.ts";

/** A PostgreSQL of our own that runs. */
export interface EmbeddedServer {
  /** Address of the superuser; it makes roles and databases, and nothing else. */
  readonly adminUrl: string;
  /** Writes an address of a role. */
  urlOf(role: keyof RolePasswords, database: string): string;
  readonly passwords: RolePasswords;
  /** Somebody else started it: a platform that runs, or one that was killed. */
  readonly wasRunning: boolean;
  /**
   * Starts it again, on its port, whenever it was killed: connections come back by themselves, and PostgreSQL repairs what
   * was left half written.
   */
  keepRunning(): void;
  /** Ends it; open transactions are rolled back. Twice is once. */
  stop(): Promise<void>;
}

/** What starts differently. */
export interface EmbeddedServerOptions {
  /** Everything lies below this folder, which is made when it is missing. */
  readonly directory: string;
  /** False where losing everything with the machine's power does no harm: in tests. */
  readonly isDurable?: boolean;
}

const rolePasswords = z.object({
  admin: z.string(),
  owner: z.string(),
  application: z.string(),
  worker: z.string(),
});

/** Passwords of the database's roles. */
export type RolePasswords = z.infer<typeof rolePasswords>;

const maxLogBytes = 16 * 1024 * 1024;
const startAttempts = 3;

/**
 * Starts the PostgreSQL that npm installed on a data directory, which is made at the first start.
 *
 * It listens on the loopback address alone, on a free port, and takes nobody without a password. As root it is started
 * as an unprivileged user. One that still runs because our process was killed is taken over.
 *
 * @throws {SekishoError} `store-unusable` when it cannot be started, with what PostgreSQL says.
 */
export async function startEmbeddedServer(options: EmbeddedServerOptions): Promise<EmbeddedServer> {
  const binaries = await findBinaries();
  const account = await findServerAccount();
  const cluster = join(options.directory, "postgres");
  await mkdir(options.directory, { recursive: true, mode: account === undefined ? 0o700 : 0o711 });
  if (account !== undefined) await refuseHidden(options.directory, account);
  const passwords = await readOrMakePasswords(join(options.directory, "database.json"));
  await initialise(cluster, { binaries, account, passwords, isDurable: options.isDurable ?? true });
  const installation = { binaries, account };
  const runningPort = await findRunningPort(cluster, installation);
  const port = runningPort ?? (await start(cluster, installation, options));
  let watch: ServerWatch | undefined;
  let stopping: Promise<void> | undefined;
  const urlOf = (role: keyof RolePasswords, database: string): string =>
    `postgres://sekisho_${role}:${passwords[role]}@127.0.0.1:${port}/${database}`;
  return {
    adminUrl: urlOf("admin", "postgres"),
    urlOf,
    passwords,
    wasRunning: runningPort !== undefined,
    keepRunning: () => {
      watch ??= watchServer(cluster, async () => {
        if ((await findRunningPort(cluster, installation)) !== undefined) return;
        await start(cluster, installation, options, port);
      });
    },
    stop: () => {
      stopping ??= (watch?.end() ?? Promise.resolve()).then(() => stop(cluster, installation));
      return stopping;
    },
  };
}

interface FirstStart {
  readonly passwords: RolePasswords;
  readonly isDurable: boolean;
}

interface Installation {
  readonly binaries: PostgresBinaries;
  readonly account: ServerAccount | undefined;
}

/** Says which folder is in the way of the database's user: a home directory of root mostly. */
async function refuseHidden(directory: string, { uid }: ServerAccount): Promise<void> {
  for (let folder = directory; folder !== dirname(folder); folder = dirname(folder)) {
    const { mode, uid: owner } = await stat(folder);
    if (owner === uid || (mode & 0o001) !== 0) continue;
    throw unusable(
      `use ${directory}: as root the database runs as user ${uid}, who may not enter ${folder}`,
      undefined,
    );
  }
}

async function readOrMakePasswords(file: string): Promise<RolePasswords> {
  const newPassword = (): string => randomBytes(32).toString("hex");
  const made = { admin: newPassword(), owner: newPassword(), application: newPassword(), worker: newPassword() };
  try {
    await writeFile(file, `${JSON.stringify(made)}\n`, { mode: 0o600, flag: "wx" });
    return made;
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw unusable(`write ${file}`, error);
  }
  try {
    return rolePasswords.parse(JSON.parse(await readFile(file, "utf8")));
  } catch (cause) {
    throw unusable(`read the passwords in ${file}`, cause);
  }
}

/** Makes the cluster beside its place and moves it there when it is whole: what was left half made is made again. */
async function initialise(
  cluster: string,
  { binaries, account, passwords, isDurable }: Installation & FirstStart,
): Promise<void> {
  if (await exists(cluster)) return;
  const half = `${cluster}.new`;
  const passwordFile = `${cluster}.password`;
  await rm(half, { recursive: true, force: true });
  await mkdir(half, { mode: 0o700 });
  await writeFile(passwordFile, passwords.admin, { mode: 0o600 });
  if (account !== undefined) {
    await chown(half, account.uid, account.gid);
    await chown(passwordFile, account.uid, account.gid);
  }
  const written = [
    ["--pgdata", half],
    ["--username", "sekisho_admin"],
    ["--pwfile", passwordFile],
    ["--auth", "scram-sha-256"],
    ["--encoding", "UTF8"],
    // Bytes decide the order, whatever the machine's language: pages of lists fit together everywhere.
    ["--locale", "C", "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"],
    ["--no-instructions"],
    isDurable ? [] : ["--no-sync"],
  ].flat();
  const { exitCode, output } = await runProgram(binaries.initdb, written, account);
  await rm(passwordFile, { force: true });
  if (exitCode !== 0) throw unusable(`make a database in ${cluster}`, undefined, output);
  await rename(half, cluster);
}

/** The port of a server that runs on the cluster already. */
async function findRunningPort(cluster: string, { binaries, account }: Installation): Promise<number | undefined> {
  const { exitCode } = await runProgram(binaries.pgCtl, ["status", "--pgdata", cluster], account);
  if (exitCode !== 0) return undefined;
  const [, , , port = ""] = (await readFile(join(cluster, "postmaster.pid"), "utf8")).split("\n");
  return /^\d{1,5}$/.test(port.trim()) ? Number(port) : undefined;
}

async function start(
  cluster: string,
  { binaries, account }: Installation,
  { isDurable = true }: EmbeddedServerOptions,
  wantedPort?: number,
): Promise<number> {
  const log = join(cluster, "server.log");
  if ((await exists(log)) && (await stat(log)).size > maxLogBytes) await truncate(log);
  let output = "";
  for (let attempt = 0; attempt < startAttempts; attempt++) {
    // Somebody else may take the port before PostgreSQL does.
    const port = wantedPort ?? (await findFreePort());
    const settings = [
      `port=${port}`,
      "listen_addresses=127.0.0.1",
      "unix_socket_directories=",
      "max_connections=80",
      "shared_buffers=256MB",
      "max_wal_size=2GB",
      "wal_compression=on",
      "jit=off",
      "log_min_messages=warning",
      ...(isDurable ? [] : ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]),
    ];
    const written = settings.map((setting) => `-c ${setting}`).join(" ");
    const call = ["start", "--wait", "--pgdata", cluster, "--log", log, "--options", written];
    const ended = await runProgram(binaries.pgCtl, call, account);
    if (ended.exitCode === 0) return port;
    output = `${ended.output}${await readEnd(log)}`;
  }
  throw unusable(`start PostgreSQL in ${cluster}`, undefined, output);
}

async function stop(cluster: string, { binaries, account }: Installation): Promise<void> {
  const call = ["stop", "--wait", "--mode", "fast", "--pgdata", cluster];
  const { exitCode, output } = await runProgram(binaries.pgCtl, call, account);
  if (exitCode !== 0 && (await findRunningPort(cluster, { binaries, account })) !== undefined) {
    throw unusable(`stop PostgreSQL in ${cluster}`, undefined, output);
  }
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch {
    // Whoever uses the path next says what is wrong with it.
    return false;
  }
}

async function readEnd(log: string): Promise<string> {
  try {
    return (await readFile(log, "utf8")).slice(-2000);
  } catch {
    // Without a log there is what pg_ctl said.
    return "";
  }
}

function unusable(attempt: string, cause: unknown, output = ""): SekishoError {
  const said = output.trim() === "" ? "" : `: ${output.trim()}`;
  return new SekishoError(
    "store-unusable",
    {
      en: `could not ${attempt}${said}`,
      ja: `データベースの準備に失敗しました（${attempt}）${said}`,
    },
    cause === undefined ? {} : { cause },
  );
}
