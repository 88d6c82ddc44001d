import { SekishoError } from "../model/error.ts";
import type { ReportDocument } from "../model/report.ts";
import type { Text } from "../model/text.ts";
import { usageError } from "./argument-errors.ts";
import { findCommand } from "./command-table.ts";
import { getPipelineKey, hasPipelineToken } from "./pipeline-key.ts";
import { type PlatformConnection, type PlatformReport, sendReport } from "./platform-client.ts";
import type { Terminal } from "./terminal.ts";

const importWaitSeconds = 60;

/**
 * Sends what a scan found to a project of a platform, and says what became of it.
 *
 * @throws {SekishoError} `platform-unreachable`, or `platform-refused` when it takes the report and cannot import it, too.
 */
export async function uploadDocument(
  document: ReportDocument,
  { connection, project }: { readonly connection: PlatformConnection; readonly project: string },
  terminal: Terminal,
): Promise<void> {
  const body = { open: () => jsonOf(document), isRepeatable: true };
  const query = new URLSearchParams({ project });
  const report = await sendReport(connection, { query, body, waitSeconds: importWaitSeconds, failOn: undefined });
  const text = describeUpload(report, project);
  if (report.status === "failed") throw new SekishoError("platform-refused", text);
  await terminal.writeError(`${text[terminal.language]}\n`);
}

/** Writes a document a report at a time: of a large repository the whole text is never in memory. */
async function* jsonOf({ schemaVersion, reports }: ReportDocument): AsyncGenerator<string> {
  yield `{"schemaVersion":${schemaVersion},"reports":[`;
  for (const [index, report] of reports.entries()) {
    yield await Promise.resolve(`${index === 0 ? "" : ","}${JSON.stringify(report)}`);
  }
  yield "]}";
}

/**
 * Finds the platform, and the key or the pipeline that signs in for one.
 *
 * @param written The address from the command line.
 * @throws {SekishoError} `usage` when one of them is missing.
 */
export function readConnection(written: string | undefined, environment: Terminal["environment"]): PlatformConnection {
  const url = written ?? environment["SEKISHO_PLATFORM_URL"];
  if (url === undefined || !URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw usageError(
      {
        en: "--to or SEKISHO_PLATFORM_URL names the platform: http://… or https://…",
        ja: "--to または SEKISHO_PLATFORM_URL に、プラットフォームの URL（http:// または https://）を指定してください。",
      },
      findCommand("upload"),
    );
  }
  const key = environment["SEKISHO_API_KEY"];
  if (key !== undefined && key !== "") return { url, readKey: () => Promise.resolve(key) };
  if (!hasPipelineToken(environment)) {
    throw usageError(
      {
        en: "SEKISHO_API_KEY holds the API key of the platform, and is not set; nor is there a token of a pipeline",
        ja: "環境変数 SEKISHO_API_KEY に、プラットフォームの API キーを設定してください。パイプラインのトークンもありません。",
      },
      findCommand("upload"),
    );
  }
  // A token is good once: the key that it gave is kept. It is asked for when the report is ready, not when a scan begins.
  let signedIn: Promise<string> | undefined;
  return {
    url,
    readKey: () => {
      signedIn ??= getPipelineKey(url, environment);
      return signedIn;
    },
  };
}

/** Says what became of a report that was sent. */
export function describeUpload(report: PlatformReport, name: string): Text {
  const { status, outcome, gate, failure } = report;
  if (status === "failed") {
    const why = failure?.message ?? "";
    return { en: `${name} could not be imported: ${why}`, ja: `${name} を取り込めませんでした: ${why}` };
  }
  if (status === "superseded") {
    return { en: `${name}: a later report is there already`, ja: `${name}: より新しいレポートが取り込み済みです。` };
  }
  if (outcome === undefined) {
    return {
      en: `${name} was uploaded and is not imported yet; its state: GET ${report.address}`,
      ja: `${name} を送信しました。取り込みはまだ完了していません。状態の確認: GET ${report.address}`,
    };
  }
  const counts = {
    en: `${name}: ${outcome.findings} findings, ${outcome.new} new, ${outcome.reopened} reopened, ${outcome.fixed} fixed`,
    ja: `${name}: 検出事項 ${outcome.findings} 件（新規 ${outcome.new} 件、再発 ${outcome.reopened} 件、修正済み ${outcome.fixed} 件）`,
  };
  if (gate === undefined) return counts;
  return {
    en: `${counts.en}\n${gate.findings} open at or above ${gate.failOn}`,
    ja: `${counts.ja}\n深刻度 ${gate.failOn} 以上の未対応の検出事項: ${gate.findings} 件`,
  };
}
