import { isAbsolute, join } from "node:path";
import { databaseFolder } from "../../access/database/database-folder.ts";
import type { MirrorSettings } from "../../access/database/mirror.ts";
import { storeFolder } from "../../access/database/store-folder.ts";
import { systemClock } from "../../access/registry/retry.ts";
import { partName } from "../../advisories/database/stored-database.ts";
import { SekishoError } from "../../model/error.ts";
import type { Text } from "../../model/text.ts";
import { attachBundle, readSignedBytes } from "../../scan/database/attach-bundle.ts";
import { type BuildResult, buildDatabase } from "../../scan/database/build-database.ts";
import { type DatabaseStatus, statusOfSources } from "../../scan/database/database-status.ts";
import { feedsInFolder } from "../../scan/database/folder-feeds.ts";
import { neededEcosystems } from "../../scan/database/needed-ecosystems.ts";
import { openStore } from "../../scan/database/open-store.ts";
import { getManifest } from "../../scan/database/read-database.ts";
import { isRegistryAddress, pushDatabase, updateFromRegistry } from "../../scan/database/registry-database.ts";
import { readBundle, readPrivateKey } from "../../scan/database/signing-keys.ts";
import type { Trusted } from "../../scan/database/trust.ts";
import {
  exportDatabase,
  importDatabase,
  type ReceiveOptions,
  updateFromMirror,
} from "../../scan/database/update-database.ts";
import { updateFromFeeds } from "../../scan/database/update-from-feeds.ts";
import { verifyDatabase } from "../../scan/database/verify-database.ts";
import { wantsEcosystem } from "../../scan/database/wanted-ecosystems.ts";
import { readInventory } from "../../scan/inventory.ts";
import { usageError } from "../argument-errors.ts";
import { type Call, lastValue } from "../arguments.ts";
import { findCommand } from "../command-table.ts";
import { databaseActions } from "../database-command.ts";
import { trustedBy } from "../database-trust.ts";
import { deliver } from "../deliver.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { printDatabaseStatus } from "../output/database-status.ts";
import { earlierData, feedTrouble, fetchTrouble, installationText } from "../output/database-update.ts";
import { labelled } from "../output/error-message.ts";
import { startProgress } from "../output/progress.ts";
import { registrySettings } from "../registry-settings.ts";
import type { Terminal } from "../terminal.ts";

const actions: Readonly<Record<(typeof databaseActions)[number], (work: Work) => Promise<ExitCode>>> = {
  update,
  build,
  status,
  verify,
  export: exportTo,
  import: importFrom,
  attach,
};

interface Work {
  readonly call: Call;
  readonly terminal: Terminal;
  readonly folder: string;
  /** Names the file, or the artifact of a registry, of `export` and `import`. */
  readonly getFile: () => string;
}

/** Fetches, builds, shows and moves the advisory database. */
export async function runDb(call: Call, terminal: Terminal): Promise<ExitCode> {
  const [written, file] = call.operands;
  const action = databaseActions.find((known) => known === written);
  if (action === undefined) throw wrongAction(written);
  const takesFile = action === "export" || action === "import" || action === "attach";
  if (file !== undefined && !takesFile)
    throw usage({ en: `unexpected argument ${file}`, ja: `${file} は余分な引数です。` });
  const folder = databaseFolder(terminal.environment, terminal.home) ?? refuseNoFolder();
  return await actions[action]({ call, terminal, folder, getFile: () => fileOf(file ?? refuseNoFile(), terminal) });
}

async function update(work: Work): Promise<ExitCode> {
  const written = lastValue(work.call, "mirror");
  return written === undefined ? updateByFeeds(work) : updateByMirror(work, written);
}

async function updateByMirror({ call, terminal, folder }: Work, written: string): Promise<ExitCode> {
  if (isRegistryAddress(written)) return updateByRegistry({ call, terminal, folder }, written);
  const base = URL.parse(written);
  if (base === null || !/^https?:$/.test(base.protocol)) throw usage(noAddress(written));
  const settings: MirrorSettings = {
    environment: terminal.environment,
    stallTimeoutMs: 30_000,
    signal: undefined,
    clock: systemClock(undefined),
    maxRetries: 5,
  };
  const receiving = await receiveOptions({ call, terminal, folder });
  const installation = await withProgress(call, terminal, (onProgress) =>
    updateFromMirror(base, settings, { ...receiving, onProgress }),
  );
  await terminal.write(installationText(installation, terminal.language));
  return exitCodes.done;
}

async function updateByRegistry(
  { call, terminal, folder }: Pick<Work, "call" | "terminal" | "folder">,
  address: string,
): Promise<ExitCode> {
  const receiving = await receiveOptions({ call, terminal, folder });
  const installation = await withProgress(call, terminal, (onProgress) =>
    updateFromRegistry(address, registrySettings(terminal), { ...receiving, onProgress }),
  );
  await terminal.write(installationText(installation, terminal.language));
  return exitCodes.done;
}

async function updateByFeeds({ call, terminal, folder }: Work): Promise<ExitCode> {
  const only = call.values.get("only") ?? [];
  const also = await neededBy(call.values.get("for") ?? [], call, terminal);
  const result = await withProgress(call, terminal, (onProgress) =>
    updateFromFeeds({
      folder: storeFolder(folder),
      settings: { environment: terminal.environment, stallTimeoutMs: 60_000, clock: systemClock(undefined) },
      now: () => terminal.clock(),
      only,
      also,
      addresses: assignments(call),
      onPart: (_part, done, total) => onProgress(done, total),
    }),
  );
  const { sources } = result.installation.manifest;
  for (const failure of result.failures) {
    const text = fetchTrouble(failure, earlierData(failure.feed, sources, terminal.clock()));
    await terminal.writeError(`${labelled("warning", text, terminal)}\n`);
  }
  await terminal.write(installationText(result.installation, terminal.language));
  const code = await sayFeeds(result, call, terminal);
  return result.failures.length > 0 ? exitCodes.partial : code;
}

/** Gives what the packages of targets need. */
async function neededBy(targets: readonly string[], call: Call, terminal: Terminal): Promise<readonly string[]> {
  const needed: string[] = [];
  for (const target of targets) {
    const inventory = await withProgress(call, terminal, (onProgress) =>
      readInventory(target, {
        workingDirectory: terminal.workingDirectory,
        clock: () => terminal.clock(),
        onProgress: ({ done, total }) => onProgress(done, total),
      }),
    );
    needed.push(...neededEcosystems(inventory));
  }
  return needed;
}

async function build({ call, terminal, folder }: Work): Promise<ExitCode> {
  const signPath = lastValue(call, "sign");
  const only = call.values.get("only") ?? [];
  const from = lastValue(call, "from");
  const folders = new Map([...assignments(call)].map(([id, folder]) => [id, pathOf(folder, terminal)]));
  if (from === undefined && folders.size === 0) throw usage(nothingToBuildFrom);
  const source = from === undefined ? undefined : pathOf(from, terminal);
  const inputs = feedsInFolder(source, folders, terminal.now.toISOString());
  const result = await withProgress(call, terminal, (onProgress) =>
    buildDatabase(inputs, {
      folder: storeFolder(folder),
      now: () => terminal.clock(),
      keepsOthers: false,
      wants: wantsEcosystem(only),
      texts: "all",
      onProgress: (_feed, documents) => onProgress(documents, documents + 1),
      ...(signPath === undefined ? {} : { signKey: readPrivateKey(pathOf(signPath, terminal)) }),
    }),
  );
  await terminal.write(installationText(result.installation, terminal.language));
  return await sayFeeds(result, call, terminal);
}

async function status({ call, terminal, folder }: Work): Promise<ExitCode> {
  const trusted = await trustedBy(terminal, call);
  const { store, manifest, origin, folder: opened } = await openStore({ folder, trusted });
  store.close();
  const signedBy = trusted.length === 0 || origin === "demonstration" ? undefined : await signerOf(folder, trusted);
  const shown: DatabaseStatus = {
    origin,
    folder: opened,
    created: manifest.created,
    sequence: manifest.sequence,
    ...(signedBy === undefined ? {} : { signedBy }),
    bytes: manifest.parts.reduce((sum, { bytes }) => sum + bytes, 0),
    sources: statusOfSources(manifest, terminal.clock()),
  };
  const isJson = lastValue(call, "format") === "json";
  await terminal.write(
    isJson ? `${JSON.stringify(shown, undefined, 2)}\n` : printDatabaseStatus(shown, terminal.language),
  );
  return exitCodes.done;
}

async function verify({ call, terminal, folder }: Work): Promise<ExitCode> {
  const store = storeFolder(folder);
  const { manifest, signedBy } = await getManifest(store, await trustedBy(terminal, call));
  const damaged = await verifyDatabase(store, manifest);
  for (const { part, problem } of damaged) {
    const what = `${partName(part)} (sha256:${part.digest})`;
    const text = { en: `${what}: ${problem}`, ja: `${what}: ${problemWords[problem]}` };
    await terminal.writeError(`${labelled("error", text, terminal)}\n`);
  }
  const count = manifest.parts.length;
  if (damaged.length > 0) return exitCodes.partial;
  const signer = signedBy === undefined ? "" : `, ${signedBy.slice(0, 16)}`;
  await terminal.write(
    terminal.language === "ja"
      ? `${count} ファイルに問題はありません${signer}。\n`
      : `${count} files are sound${signer}\n`,
  );
  return exitCodes.done;
}

async function exportTo(work: Work): Promise<ExitCode> {
  const { call, terminal, folder } = work;
  const path = work.getFile();
  if (isRegistryAddress(path)) return pushTo(work, path);
  if (path.endsWith(".json")) return exportManifest(work, path);
  const { files } = await exportDatabase(storeFolder(folder), path, await trustedBy(terminal, call));
  await terminal.write(
    terminal.language === "ja"
      ? `${path} に ${files} ファイルを書き込みました。\n`
      : `wrote ${files} files into ${path}\n`,
  );
  return exitCodes.done;
}

async function exportManifest({ call, terminal, folder }: Work, path: string): Promise<ExitCode> {
  const bytes = await readSignedBytes(storeFolder(folder), await trustedBy(terminal, call));
  await deliver([bytes.toString("utf8")], path, terminal);
  return exitCodes.done;
}

/** Puts a sigstore bundle to the manifest that it signs. */
async function attach({ call, terminal, folder, getFile }: Work): Promise<ExitCode> {
  const path = getFile();
  const options = { from: path, trusted: await trustedBy(terminal, call) };
  const { signedBy } = await attachBundle(storeFolder(folder), readBundle(path), options);
  const signer = signedBy === undefined ? "" : `, ${signedBy}`;
  await terminal.write(
    terminal.language === "ja"
      ? `データベースに署名を添付しました${signer}。\n`
      : `the signature goes with the database now${signer}\n`,
  );
  return exitCodes.done;
}

async function pushTo({ call, terminal, folder }: Work, address: string): Promise<ExitCode> {
  const trusted = await trustedBy(terminal, call);
  const { digest, newFiles } = await withProgress(call, terminal, (onProgress) =>
    pushDatabase(address, registrySettings(terminal), {
      folder: storeFolder(folder),
      trusted,
      onProgress,
    }),
  );
  await terminal.write(
    terminal.language === "ja"
      ? `${address} に登録しました（${digest}、新規 ${newFiles} ファイル）。\n`
      : `pushed to ${address} (${digest}, ${newFiles} new files)\n`,
  );
  return exitCodes.done;
}

async function importFrom(work: Work): Promise<ExitCode> {
  const { call, terminal, folder } = work;
  const path = work.getFile();
  if (isRegistryAddress(path)) return updateByRegistry(work, path);
  const receiving = await receiveOptions({ call, terminal, folder });
  const installation = await withProgress(call, terminal, (onProgress) =>
    importDatabase(path, { ...receiving, onProgress }),
  );
  await terminal.write(installationText(installation, terminal.language));
  return exitCodes.done;
}

async function receiveOptions({
  call,
  terminal,
  folder,
}: Pick<Work, "call" | "terminal" | "folder">): Promise<ReceiveOptions> {
  const trusted = await trustedBy(terminal, call);
  return { folder: storeFolder(folder), trusted, now: () => terminal.clock() };
}

async function signerOf(folder: string, trusted: readonly Trusted[]): Promise<string | undefined> {
  return (await getManifest(storeFolder(folder), trusted)).signedBy;
}

async function withProgress<Result>(
  call: Call,
  terminal: Terminal,
  work: (onProgress: (done: number, total: number) => void) => Promise<Result>,
): Promise<Result> {
  const progress = startProgress(terminal, !call.switches.has("quiet"));
  try {
    return await work((done, total) => progress.show({ done, total, path: "" }));
  } finally {
    progress.clear();
  }
}

/** Says what could not be read of the feeds; a database without a part of its feeds is a partial one. */
async function sayFeeds({ feeds }: BuildResult, call: Call, terminal: Terminal): Promise<ExitCode> {
  const troubled = feeds.filter(({ ended, counts }) => ended === "failed" || counts.errors > 0);
  for (const feed of troubled) await terminal.writeError(`${labelled("warning", feedTrouble(feed), terminal)}\n`);
  if (!call.switches.has("quiet")) {
    for (const { diagnostics } of feeds) {
      for (const { level, message } of diagnostics.slice(0, maxShownDiagnostics)) {
        await terminal.writeError(`${labelled(level, message, terminal)}\n`);
      }
    }
  }
  return troubled.length > 0 ? exitCodes.partial : exitCodes.done;
}

const maxShownDiagnostics = 5;

/** Gives what `--feed ID=PLACE` says. */
function assignments(call: Call): ReadonlyMap<string, string> {
  const written = call.values.get("feed") ?? [];
  return new Map(written.map((text) => [text.slice(0, text.indexOf("=")), text.slice(text.indexOf("=") + 1)]));
}

const problemWords = {
  missing: "ファイルがありません。",
  altered: "内容がダイジェストと一致しません。",
  unreadable: "内容を読み取れません。",
} as const;

const nothingToBuildFrom: Text = {
  en: "db build: --from or --feed is missing",
  ja: "db build: --from または --feed が指定されていません。",
};

function noAddress(written: string): Text {
  return {
    en: `--mirror: expected an address that begins with https:// or oci://, got ${JSON.stringify(written)}`,
    ja: `--mirror: https:// または oci:// で始まるアドレスを想定しましたが、${JSON.stringify(written)} が指定されています。`,
  };
}

function wrongAction(written: string | undefined): SekishoError {
  const known = databaseActions.join(", ");
  return usage({
    en: `expected ${known}, got ${JSON.stringify(written)}`,
    ja: `${known} のいずれかを想定しましたが、${JSON.stringify(written)} が指定されています。`,
  });
}

function refuseNoFile(): never {
  throw usage({ en: "FILE is missing", ja: "FILE が指定されていません。" });
}

function refuseNoFolder(): never {
  throw new SekishoError(
    "database-missing",
    { en: "there is no home folder to keep the database in", ja: "データベースを置くホームフォルダーがありません。" },
    { hint: { en: "name one: SEKISHO_DB_DIR", ja: "SEKISHO_DB_DIR で指定してください。" } },
  );
}

function usage(text: Text): SekishoError {
  return usageError(text, findCommand("db"));
}

/** A path, or an address in a registry as it is. */
function fileOf(written: string, terminal: Terminal): string {
  return isRegistryAddress(written) ? written : pathOf(written, terminal);
}

function pathOf(written: string, terminal: Terminal): string {
  return isAbsolute(written) ? written : join(terminal.workingDirectory, written);
}
