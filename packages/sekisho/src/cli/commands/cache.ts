import { formatByteSize } from "../../model/byte-size.ts";
import type { Text } from "../../model/text.ts";
import { findCacheDirectory } from "../../scan/cache/cache-directory.ts";
import { type CacheStatus, CacheStore } from "../../scan/cache/cache-store.ts";
import type { Call } from "../arguments.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import type { Terminal } from "../terminal.ts";

const nowhere: Text = {
  en: "Nothing is kept: there is no home directory and SEKISHO_CACHE_DIR is not set.",
  ja: "ホームディレクトリがなく、SEKISHO_CACHE_DIR も設定されていないため、キャッシュは使われません。",
};

/** Shows or clears what is kept of images. */
export async function runCache(call: Call, terminal: Terminal): Promise<ExitCode> {
  const directory = findCacheDirectory(terminal.environment);
  if (directory === undefined) {
    await terminal.write(`${nowhere[terminal.language]}\n`);
    return exitCodes.done;
  }
  const store = new CacheStore(directory, { now: () => terminal.clock().getTime() });
  const isClearing = call.operands.includes("clear");
  const text = isClearing ? cleared(await store.clear()) : kept(await store.status());
  await terminal.write(`${text[terminal.language]}\n`);
  return exitCodes.done;
}

function kept({ directory, entries, sizeBytes, maxBytes }: CacheStatus): Text {
  return {
    en: `${directory}: ${entries} ${entries === 1 ? "entry" : "entries"}, ${formatByteSize(sizeBytes)} of at most ${formatByteSize(maxBytes)}`,
    ja: `${directory}: ${entries} 件、${formatByteSize(sizeBytes)}（上限 ${formatByteSize(maxBytes)}）`,
  };
}

function cleared({ directory, entries, sizeBytes }: CacheStatus): Text {
  return {
    en: `${directory}: ${entries} ${entries === 1 ? "entry" : "entries"} cleared, ${formatByteSize(sizeBytes)}`,
    ja: `${directory}: ${entries} 件（${formatByteSize(sizeBytes)}）を削除しました。`,
  };
}
