import type { ManifestSource } from "../../advisories/database/manifest.ts";
import { SekishoError } from "../../model/error.ts";
import type { Language, Text } from "../../model/text.ts";
import type { FeedResult } from "../../scan/database/build-database.ts";
import { knownFeeds } from "../../scan/database/folder-feeds.ts";
import type { Installation } from "../../scan/database/install-database.ts";
import type { FetchFailure } from "../../scan/database/update-from-feeds.ts";

/** Says that a database is in use now, or was already. */
export function installationText(installation: Installation, language: Language): string {
  const { created, parts } = installation.manifest;
  if (installation.ended === "unchanged") {
    return language === "ja" ? `最新です（${created}）。\n` : `up to date (${created})\n`;
  }
  return language === "ja"
    ? `データベースを更新しました（${created}、${parts.length} ファイル）。\n`
    : `the database is in use (${created}, ${parts.length} files)\n`;
}

/** Says what could not be read of a feed. */
export function feedTrouble({ feed, ended, counts, failure }: FeedResult): Text {
  if (ended === "done") {
    return {
      en: `${feed}: ${counts.errors} records could not be read and are not in the database`,
      ja: `${feed}: 読み取れないレコードが ${counts.errors} 件あり、データベースに含まれていません。`,
    };
  }
  const reason = failure instanceof SekishoError ? failure.text : undefined;
  return {
    en: `${feed}: could not be read; earlier data stays where there is some. ${reason?.en ?? ""}`.trimEnd(),
    ja: `${feed}: 読み取れませんでした。以前のデータがある場合はそのまま使用します。${reason?.ja ?? ""}`,
  };
}

/** Gives what the database has of a feed that could not be fetched: the day of the data and its age. */
export function earlierData(feed: string, sources: readonly ManifestSource[], now: Date): Text {
  const ids = new Set(knownFeeds.find(({ id }) => id === feed)?.sources.map(({ id }) => id));
  const kept = sources.filter(({ id }) => ids.has(id)).map(({ dataDate, fetchedAt }) => dataDate ?? fetchedAt);
  const newest = kept.toSorted().at(-1);
  if (newest === undefined) {
    return {
      en: "there is no earlier data: nothing is known of it",
      ja: "以前のデータもないため、この情報源の情報は含まれていません。",
    };
  }
  const days = Math.max(0, Math.floor((now.getTime() - Date.parse(newest)) / (24 * 60 * 60 * 1000)));
  const day = newest.slice(0, 10);
  return {
    en: `data of ${day} stays in use (${days} ${days === 1 ? "day" : "days"} old)`,
    ja: `${day} のデータ（${days} 日前）を引き続き使用します。`,
  };
}

/** Says that a file of a feed could not be fetched, and what is used in its place. */
export function fetchTrouble({ feed, part, failure }: FetchFailure, earlier: Text): Text {
  const text = failure instanceof SekishoError ? failure.text : { en: String(failure), ja: String(failure) };
  const what = `${feed} ${part}`.trimEnd();
  return {
    en: `${what}: could not be fetched; ${earlier.en}. ${text.en}`,
    ja: `${what}: 取得できませんでした。${earlier.ja}${text.ja}`,
  };
}
