import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { pageRows, paging } from "../../api/paging.ts";
import { reading } from "../../api/queries.ts";
import { type AnswerOf, request } from "../../api/request.ts";
import { DetailPage, Panel } from "../../components/detail-page.tsx";
import { PagedTable } from "../../components/paged-table.tsx";
import { QueryView } from "../../components/query-view.tsx";
import { RowTable } from "../../components/row-table.tsx";
import { SeverityMark } from "../../components/severity-mark.tsx";
import { useText, useTexts } from "../../texts/define-texts.ts";
import { useFormats } from "../../texts/format.ts";
import { EventDetails } from "./event-details.tsx";
import { Story } from "./story.tsx";
import { streamTexts } from "./stream-texts.ts";
import { incidentTexts } from "./texts.ts";

const address = getRouteApi("/shell/incidents/$incident");

type Incident = AnswerOf<"GET /api/v1/incidents/{incident}">;

/** One incident: who did what, when and from where, and the events that say so. */
export function IncidentPage() {
  const { incident } = address.useParams();
  const query = useQuery(reading("GET /api/v1/incidents/{incident}", { path: { incident } }));
  return (
    <QueryView query={query} height={600}>
      {(data) => <IncidentView incident={data} />}
    </QueryView>
  );
}

interface IncidentViewProps {
  readonly incident: Incident;
}

function IncidentView({ incident }: IncidentViewProps) {
  const t = useTexts(incidentTexts);
  const stream = useTexts(streamTexts);
  const text = useText();
  const { moment } = useFormats();
  const events = useEvents(incident.id);
  const { title, severity, cluster, actors, firstAt, lastAt, isAccepted } = incident;
  return (
    <DetailPage
      title={text(title)}
      list={{ to: "/incidents", title: t("title") }}
      facts={
        <>
          <SeverityMark severity={severity} />
          <span>{cluster}</span>
          <span>{t("span", { first: moment(firstAt), last: moment(lastAt) })}</span>
          <span>{actors.join(", ")}</span>
          {isAccepted && <strong>{t("accepted")}</strong>}
        </>
      }
    >
      {incident.stream !== null && incident.stream.incompleteQuestions > 0 && (
        <p role="note">
          {stream("incomplete", { count: incident.stream.incompleteQuestions })}{" "}
          <Link to="/incidents/streams/$cluster" params={{ cluster }} search={{ project: incident.project }}>
            {stream("coverage")}
          </Link>
        </p>
      )}
      <Story timeline={incident.timeline} events={events.data?.pages.flatMap((page) => page.events) ?? []} />
      <Timeline incident={incident} />
      <Events query={events} />
    </DetailPage>
  );
}

function Timeline({ incident: { timeline } }: IncidentViewProps) {
  const t = useTexts(incidentTexts);
  const text = useText();
  const { moment, number } = useFormats();
  return (
    <Panel title={t("timeline")}>
      <RowTable
        label={t("timeline")}
        rows={timeline}
        keyOf={({ id }) => id}
        columns={[
          { title: t("when"), cell: ({ firstAt }) => moment(firstAt) },
          { title: t("severity"), cell: ({ severity }) => <SeverityMark severity={severity} /> },
          {
            title: t("what"),
            cell: ({ title, message, finding }) => (
              <>
                {finding === null ? (
                  <strong>{text(title)}</strong>
                ) : (
                  <Link to="/findings/$finding" params={{ finding }}>
                    {text(title)}
                  </Link>
                )}
                <div>{text(message)}</div>
              </>
            ),
          },
          { title: t("who"), cell: ({ caller }) => caller },
          { title: t("from"), cell: ({ sources }) => sources.join(", ") },
          { title: t("count"), cell: ({ count }) => number(count), isNumber: true },
        ]}
      />
    </Panel>
  );
}

interface EventsProps {
  readonly query: ReturnType<typeof useEvents>;
}

function Events({ query }: EventsProps) {
  const t = useTexts(incidentTexts);
  const { moment } = useFormats();
  return (
    <Panel title={t("events")}>
      <PagedTable
        label={t("events")}
        query={query}
        height={200}
        rowsOf={({ events }) => events}
        keyOf={({ activity, id }) => `${activity} ${id}`}
        empty={<p>{t("noEvents")}</p>}
        columns={[
          { title: t("when"), cell: ({ at }) => moment(at) },
          { title: t("event"), cell: (event) => <EventDetails event={event} /> },
        ]}
      />
    </Panel>
  );
}

/** Events of an incident, page by page. */
function useEvents(incident: string) {
  const name = "GET /api/v1/incidents/{incident}/events";
  return useInfiniteQuery(
    paging([name, incident], (cursor, signal) =>
      request(name, { path: { incident }, query: { limit: pageRows, ...cursor } }, signal),
    ),
  );
}
