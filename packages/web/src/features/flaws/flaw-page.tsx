import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { reading } from "../../api/queries.ts";
import type { AnswerOf } from "../../api/request.ts";
import { AssetKind } from "../../components/asset-kind.tsx";
import { DetailPage, Panel } from "../../components/detail-page.tsx";
import { OpenCounts } from "../../components/open-counts.tsx";
import { Prose } from "../../components/prose.tsx";
import { QueryView } from "../../components/query-view.tsx";
import { RowTable } from "../../components/row-table.tsx";
import { SeverityMark } from "../../components/severity-mark.tsx";
import { useTexts } from "../../texts/define-texts.ts";
import { useFormats } from "../../texts/format.ts";
import { readFlawDescription } from "./flaw-description.ts";
import { flawTexts } from "./texts.ts";

const address = getRouteApi("/shell/advisories/$flaw");

type Flaw = AnswerOf<"GET /api/v1/flaws/{flaw}">;

/** One known flaw: how urgent it is, what repairs it, and everywhere it bites. */
export function FlawPage() {
  const { flaw } = address.useParams();
  const query = useQuery(reading("GET /api/v1/flaws/{flaw}", { path: { flaw } }));
  return (
    <QueryView query={query} height={600}>
      {(data) => <FlawView flaw={data} />}
    </QueryView>
  );
}

interface FlawViewProps {
  readonly flaw: Flaw;
}

function FlawView({ flaw }: FlawViewProps) {
  const t = useTexts(flawTexts);
  const { title, worst, names, open } = flaw;
  return (
    <DetailPage
      title={title === "" || title.startsWith(flaw.flaw) ? flaw.flaw : `${flaw.flaw}: ${title}`}
      list={{ to: "/advisories", title: t("title") }}
      facts={
        <>
          <SeverityMark severity={worst} />
          <Urgency flaw={flaw} />
          <OpenCounts open={open} />
          {names.length > 0 && <span>{names.join(", ")}</span>}
        </>
      }
    >
      <Description flaw={flaw} />
      <Packages flaw={flaw} />
      <Places flaw={flaw} />
    </DetailPage>
  );
}

function Urgency({ flaw: { knownExploitedSince, epss, epssPercentile } }: FlawViewProps) {
  const t = useTexts(flawTexts);
  const { day, share } = useFormats();
  return (
    <>
      {knownExploitedSince !== null && <strong>{t("exploitedSince", { day: day(knownExploitedSince) })}</strong>}
      {epss !== null && (
        <span title={epssPercentile === null ? undefined : t("percentile", { share: share(epssPercentile) })}>
          {t("likely", { share: share(epss) })}
        </span>
      )}
    </>
  );
}

function Description({ flaw }: FlawViewProps) {
  const t = useTexts(flawTexts);
  const { summary, score, weaknesses, references } = readFlawDescription(flaw.description);
  if (summary === undefined && score === undefined && weaknesses.length === 0 && references.length === 0) return null;
  return (
    <Panel title={t("about")}>
      {summary !== undefined && <Prose text={summary} />}
      {(score !== undefined || weaknesses.length > 0) && (
        <p>{[...(score === undefined ? [] : [t("score", { score })]), ...weaknesses].join(" · ")}</p>
      )}
      {references.length > 0 && (
        <details>
          <summary>{t("references", { count: references.length })}</summary>
          <ul>
            {references.map((reference) => (
              <li key={reference}>
                <a href={reference} rel="noreferrer" target="_blank">
                  {reference}
                </a>
              </li>
            ))}
          </ul>
        </details>
      )}
    </Panel>
  );
}

function Packages({ flaw: { packages } }: FlawViewProps) {
  const t = useTexts(flawTexts);
  const { number } = useFormats();
  if (packages.length === 0) return null;
  return (
    <Panel title={t("packages")}>
      <RowTable
        label={t("packages")}
        rows={packages}
        keyOf={({ package: url }) => url}
        columns={[
          {
            title: t("package"),
            cell: ({ package: url, name }) => (
              <Link to="/components" search={{ name: name ?? url }} title={url}>
                {name ?? url}
              </Link>
            ),
          },
          { title: t("installed"), cell: ({ installed }) => <code>{installed.join(", ")}</code> },
          {
            title: t("fixedIn"),
            cell: ({ fixedIn }) => (fixedIn.length === 0 ? t("noFix") : <code>{fixedIn.join(", ")}</code>),
          },
          { title: t("findings"), cell: ({ findings }) => number(findings), isNumber: true },
          { title: t("assets"), cell: ({ assets }) => number(assets), isNumber: true },
        ]}
      />
    </Panel>
  );
}

function Places({ flaw: { flaw, places, placeCount } }: FlawViewProps) {
  const t = useTexts(flawTexts);
  const { number, day } = useFormats();
  const shown = number(placeCount.count);
  return (
    <Panel
      title={t("places")}
      aside={
        places.length === 0 ? undefined : (
          <Link to="/findings" search={{ query: `state:open cve:${JSON.stringify(flaw)}` }}>
            {t(placeCount.isExact ? "findingCount" : "findingsAtLeast", { count: placeCount.count, shown })}
          </Link>
        )
      }
    >
      {places.length === 0 ? (
        <p>{t("nowhere")}</p>
      ) : (
        <RowTable
          label={t("places")}
          rows={places}
          keyOf={({ finding }) => finding}
          columns={[
            { title: t("worst"), cell: ({ severity }) => <SeverityMark severity={severity} /> },
            {
              title: t("asset"),
              cell: ({ finding, asset }) => (
                <Link to="/findings/$finding" params={{ finding }}>
                  {asset.name}
                </Link>
              ),
            },
            { title: t("kind"), cell: ({ asset }) => <AssetKind kind={asset.kind} /> },
            { title: t("project"), cell: ({ asset }) => asset.project },
            { title: t("package"), cell: ({ package: url }) => <code>{url}</code> },
            { title: t("firstSeen"), cell: ({ firstSeenAt }) => day(firstSeenAt) },
          ]}
        />
      )}
    </Panel>
  );
}
