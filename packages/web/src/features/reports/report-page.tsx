import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { reading } from "../../api/queries.ts";
import type { AnswerOf } from "../../api/request.ts";
import { AssetKind } from "../../components/asset-kind.tsx";
import { DetailPage, Panel, Quiet } from "../../components/detail-page.tsx";
import { OpenCounts } from "../../components/open-counts.tsx";
import { QueryView } from "../../components/query-view.tsx";
import { RowTable } from "../../components/row-table.tsx";
import { useTexts } from "../../texts/define-texts.ts";
import { useFormats } from "../../texts/format.ts";
import { isOnItsWay, stateOf, waitMs } from "./report-state.ts";
import { reportTexts } from "./texts.ts";

const address = getRouteApi("/shell/reports/$report");

type ReportAnswer = AnswerOf<"GET /api/v1/reports/{report}/page">;
type Contents = NonNullable<ReportAnswer["contents"]>;

/** One report: what it looked at and what not, what could not be read, what it changed, and who made it. */
export function ReportPage() {
  const { report } = address.useParams();
  const query = useQuery({
    ...reading("GET /api/v1/reports/{report}/page", { path: { report } }),
    refetchInterval: ({ state }) => (state.data !== undefined && isOnItsWay(state.data.report) ? waitMs : false),
  });
  return (
    <QueryView query={query} height={600}>
      {(data) => <ReportView page={data} />}
    </QueryView>
  );
}

interface ReportViewProps {
  readonly page: ReportAnswer;
}

function ReportView({ page }: ReportViewProps) {
  const t = useTexts(reportTexts);
  const { moment, bytes } = useFormats();
  const { report, contents } = page;
  return (
    <DetailPage
      title={t("one", { moment: moment(report.receivedAt) })}
      list={{ to: "/reports", title: t("title") }}
      facts={
        <>
          <strong>{stateOf(report, t)}</strong>
          <span>{report.project}</span>
          {report.format !== null && <span>{report.format}</span>}
          <span>{bytes(report.sizeBytes)}</span>
          <code>{report.digest}</code>
        </>
      }
    >
      <Outcome page={page} />
      {contents === null ? <NoContents page={page} /> : <ContentsView contents={contents} />}
      <Labels page={page} />
    </DetailPage>
  );
}

function Outcome({ page: { report, previous, next } }: ReportViewProps) {
  const t = useTexts(reportTexts);
  const { number } = useFormats();
  const { outcome, id } = report;
  return (
    <Panel
      title={t("outcome")}
      aside={
        previous !== null && (
          <Link to="/reports/$report/comparison" params={{ report: id }} search={{ with: previous }}>
            {t("compareWithPrevious")}
          </Link>
        )
      }
    >
      {outcome === null ? (
        <p>{t(report.status === "failed" ? "nothingChanged" : "notYet")}</p>
      ) : (
        <p>
          {t("outcomeSentence", {
            findings: number(outcome.findings),
            new: number(outcome.new),
            reopened: number(outcome.reopened),
            fixed: number(outcome.fixed),
          })}
          {outcome.duplicates > 0 && ` ${t("duplicates", { count: outcome.duplicates })}`}
          {outcome.invalid > 0 && ` ${t("invalid", { count: outcome.invalid })}`}
        </p>
      )}
      <p>
        {previous !== null && (
          <Link to="/reports/$report" params={{ report: previous }}>
            {t("previous")}
          </Link>
        )}{" "}
        {next !== null && (
          <Link to="/reports/$report" params={{ report: next }}>
            {t("next")}
          </Link>
        )}
      </p>
    </Panel>
  );
}

function NoContents({ page: { report } }: ReportViewProps) {
  const t = useTexts(reportTexts);
  return (
    <Panel title={t("coverage")}>
      <p>{t(isOnItsWay(report) ? "notYet" : "notReadable")}</p>
    </Panel>
  );
}

interface ContentsViewProps {
  readonly contents: Contents;
}

function ContentsView({ contents }: ContentsViewProps) {
  const t = useTexts(reportTexts);
  const { number } = useFormats();
  const { targets, targetCount, findings } = contents;
  return (
    <>
      <Panel title={t("coverage")} aside={<OpenCounts open={findings} />}>
        <RowTable
          label={t("coverage")}
          rows={targets}
          keyOf={(target) => JSON.stringify([target.kind, target.name, target.producer])}
          columns={[
            { title: t("target"), cell: (target) => <TargetName target={target} /> },
            { title: t("kind"), cell: ({ kind }) => <AssetKind kind={kind} /> },
            { title: t("producer"), cell: ({ producer }) => `${producer.name} ${producer.version}` },
            { title: t("examined"), cell: (target) => <Examined target={target} /> },
          ]}
        />
        {targetCount > targets.length && <p>{t("moreTargets", { count: number(targetCount - targets.length) })}</p>}
      </Panel>
      <Diagnostics contents={contents} />
    </>
  );
}

interface TargetProps {
  readonly target: Contents["targets"][number];
}

function TargetName({ target: { asset, name, digest } }: TargetProps) {
  return (
    <>
      {asset === null ? (
        name
      ) : (
        <Link to="/assets/$asset" params={{ asset }}>
          {name}
        </Link>
      )}
      {digest !== null && (
        <div>
          <Quiet>
            <code>{digest}</code>
          </Quiet>
        </div>
      )}
    </>
  );
}

/** What was not looked at is said first; what was looked at is folded. */
function Examined({ target: { coverage } }: TargetProps) {
  const t = useTexts(reportTexts);
  const missing = coverage.filter(({ ended }) => ended === "partial" || ended === "failed");
  return (
    <>
      {missing.length === 0 && t("whole")}
      {missing.map(({ plugin, ended, reason }) => (
        <div key={plugin}>
          <strong>{t(ended)}</strong> {plugin} <Quiet>{reason}</Quiet>
        </div>
      ))}
      <details>
        <summary>{t("plugins", { count: coverage.length })}</summary>
        <ul>
          {coverage.map(({ plugin, ended, reason }) => (
            <li key={plugin}>
              {plugin}: {t(ended)} <Quiet>{reason}</Quiet>
            </li>
          ))}
        </ul>
      </details>
    </>
  );
}

function Diagnostics({ contents: { diagnostics } }: ContentsViewProps) {
  const t = useTexts(reportTexts);
  return (
    <Panel title={t("unread")}>
      {diagnostics.length === 0 ? (
        <p>{t("allRead")}</p>
      ) : (
        <RowTable
          label={t("unread")}
          rows={diagnostics}
          keyOf={({ place, message }) => `${place} ${message}`}
          columns={[
            { title: t("place"), cell: ({ place }) => <code>{place}</code> },
            { title: t("message"), cell: ({ message }) => message },
          ]}
        />
      )}
    </Panel>
  );
}

function Labels({ page: { report } }: ReportViewProps) {
  const t = useTexts(reportTexts);
  const labels = Object.entries(report.labels);
  if (labels.length === 0) return null;
  return (
    <Panel title={t("labels")}>
      <ul>
        {labels.map(([name, value]) => (
          <li key={name}>
            <code>{`${name}=${value}`}</code>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
