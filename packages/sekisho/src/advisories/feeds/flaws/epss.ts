import type { AdvisorySource, FlawFacts } from "../../../model/advisory.ts";
import { defineFeed, type FeedContext, type FeedReader, type FeedSink } from "../define.ts";
import { readFeedDate } from "../feed-date.ts";
import { wrongRecord } from "../feed-problem.ts";
import { isCve } from "../flaw-name.ts";
import { openLines } from "../text-lines.ts";

const source: AdvisorySource = {
  id: "epss",
  name: "Exploit Prediction Scoring System",
  license: "free to use with attribution",
  attribution: "EPSS, FIRST.org and Empirical Security",
};
const maxLineUnits = 1000;

/** Reads the daily file of EPSS: the probability that a flaw is exploited within 30 days. Source: first.org/epss/data_stats. */
export const epss = defineFeed({
  id: "flaws/epss",
  sources: [source],
  reads: ["EPSS CSV, with the comment line of model version and date"],
  open: openEpss,
});

/** Where the columns stand. */
interface Columns {
  readonly cve: number;
  readonly epss: number;
  readonly percentile: number;
}

function openEpss({ path }: FeedContext, sink: FeedSink): FeedReader {
  let date: string | undefined;
  let columns: Columns | undefined;
  let isHeadMissing = false;
  return openLines({
    maxLineUnits,
    onLongLine: (line) => sink(wrongRecord({ path, line }, expectedLine, "…")),
    onLine(text, line) {
      if (text === "") return;
      if (text.startsWith("#")) {
        date = readFeedDate(/score_date:([^,]+)/.exec(text)?.[1]) ?? date;
        if (date !== undefined) sink({ kind: "date", date });
        return;
      }
      if (columns === undefined) {
        columns = readHead(text);
        if (columns === undefined && !isHeadMissing) sink(wrongRecord({ path, line }, expectedHead, text));
        isHeadMissing ||= columns === undefined;
        return;
      }
      const facts = readScore(text, columns, date);
      sink(facts === undefined ? wrongRecord({ path, line }, expectedLine, text) : { kind: "flaw", facts });
    },
    onEnd() {
      if (columns === undefined && !isHeadMissing) sink(wrongRecord({ path }, expectedHead, undefined));
    },
  });
}

const expectedHead = { en: "the columns cve, epss and percentile", ja: "cve、epss、percentile の列" };
const expectedLine = {
  en: "a CVE number, a probability and a percentile from 0 to 1",
  ja: "CVE 番号と 0 から 1 までの確率およびパーセンタイル",
};

function readHead(text: string): Columns | undefined {
  const names = text.split(",").map((name) => name.trim().toLowerCase());
  const columns = { cve: names.indexOf("cve"), epss: names.indexOf("epss"), percentile: names.indexOf("percentile") };
  return Object.values(columns).includes(-1) ? undefined : columns;
}

function readScore(text: string, columns: Columns, date: string | undefined): FlawFacts | undefined {
  const cells = text.split(",");
  const cve = cells[columns.cve]?.trim() ?? "";
  const probability = readShare(cells[columns.epss]);
  const percentile = readShare(cells[columns.percentile]);
  if (!isCve(cve) || probability === undefined || percentile === undefined) return undefined;
  return { cve, epss: { probability, percentile, date: date?.slice(0, 10) ?? "" }, severities: [] };
}

function readShare(cell: string | undefined): number | undefined {
  const text = cell?.trim() ?? "";
  const share = /^\d+(\.\d+)?([eE]-\d+)?$/.test(text) ? Number(text) : Number.NaN;
  return share >= 0 && share <= 1 ? share : undefined;
}
