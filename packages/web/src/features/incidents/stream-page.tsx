import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { reading } from "../../api/queries.ts";
import type { AnswerOf } from "../../api/request.ts";
import { DetailPage, Panel } from "../../components/detail-page.tsx";
import { QueryView } from "../../components/query-view.tsx";
import { RowTable } from "../../components/row-table.tsx";
import { useText, useTexts } from "../../texts/define-texts.ts";
import { useFormats } from "../../texts/format.ts";
import { streamTexts } from "./stream-texts.ts";
import { incidentTexts } from "./texts.ts";

const address = getRouteApi("/shell/incidents/streams/$cluster");
const counted = ["events", "duplicates", "late", "early", "future", "problems", "dropped", "held"] as const;

type Stream = AnswerOf<"GET /api/v1/event-streams/{cluster}">;

/** The events of one cluster: how many came, which questions they answer, and what could not be read. */
export function StreamPage() {
  const { cluster } = address.useParams();
  const { project } = address.useSearch();
  const asked = { path: { cluster }, query: project === undefined ? {} : { project } };
  const query = useQuery(reading("GET /api/v1/event-streams/{cluster}", asked));
  return (
    <QueryView query={query} height={600}>
      {(stream) => <StreamView stream={stream} />}
    </QueryView>
  );
}

interface StreamViewProps {
  readonly stream: Stream;
}

function StreamView({ stream }: StreamViewProps) {
  const t = useTexts(streamTexts);
  const incident = useTexts(incidentTexts);
  const { number, moment } = useFormats();
  const { cluster, project, lastHeardAt, learningSince } = stream;
  return (
    <DetailPage
      title={cluster}
      list={{ to: "/incidents", title: incident("title") }}
      facts={
        <>
          <span>{project}</span>
          <span>{lastHeardAt === null ? t("never") : t("heard", { moment: moment(lastHeardAt) })}</span>
          {learningSince !== null && <span>{t("learning", { since: moment(learningSince) })}</span>}
        </>
      }
    >
      <Panel title={t("counts")}>
        <RowTable
          label={t("counts")}
          rows={counted}
          keyOf={(name) => name}
          columns={[
            { title: t("what"), cell: (name) => t(name) },
            { title: t("number"), cell: (name) => number(stream[name]), isNumber: true },
          ]}
        />
      </Panel>
      <Coverage stream={stream} />
      <Troubles stream={stream} />
    </DetailPage>
  );
}

function Coverage({ stream: { coverage } }: StreamViewProps) {
  const t = useTexts(streamTexts);
  const text = useText();
  return (
    <Panel title={t("coverage")}>
      <RowTable
        label={t("coverage")}
        rows={coverage}
        keyOf={({ plugin }) => plugin}
        columns={[
          { title: t("question"), cell: ({ plugin }) => <code>{plugin}</code> },
          { title: t("state"), cell: ({ ended }) => t(`ended-${ended}`) },
          { title: t("reason"), cell: ({ reason }) => (reason === undefined ? "" : text(reason)) },
        ]}
      />
    </Panel>
  );
}

function Troubles({ stream: { troubles } }: StreamViewProps) {
  const t = useTexts(streamTexts);
  const text = useText();
  const { moment } = useFormats();
  if (troubles.length === 0) return null;
  return (
    <Panel title={t("troubles")}>
      <RowTable
        label={t("troubles")}
        rows={troubles}
        keyOf={({ code, at, message }) => `${code} ${at} ${message.en}`}
        columns={[
          { title: t("when"), cell: ({ at }) => moment(at) },
          { title: t("code"), cell: ({ code }) => <code>{code}</code> },
          { title: t("what"), cell: ({ message }) => text(message) },
        ]}
      />
    </Panel>
  );
}
