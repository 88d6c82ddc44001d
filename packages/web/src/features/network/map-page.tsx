import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useMemo } from "react";
import { reading } from "../../api/queries.ts";
import type { AnswerOf } from "../../api/request.ts";
import { DetailPage, Panel } from "../../components/detail-page.tsx";
import { NetworkView } from "../../components/network/network-view.tsx";
import { PermissionView } from "../../components/permissions/permission-view.tsx";
import { QueryView } from "../../components/query-view.tsx";
import { RowTable } from "../../components/row-table.tsx";
import { useText, useTexts } from "../../texts/define-texts.ts";
import { useFormats } from "../../texts/format.ts";
import { type AccessMap, connectionsOf, grantsOf } from "./access-map.ts";
import { networkTexts } from "./texts.ts";

const address = getRouteApi("/shell/network/map");

/** Who may connect to whom and who may do what, of one thing that was looked at. */
export function MapPage() {
  const { project, name } = address.useSearch();
  const query = useQuery(reading("GET /api/v1/access-maps/map", { query: { project, name } }));
  return (
    <QueryView query={query} height={600}>
      {(answer) => <MapView answer={answer} />}
    </QueryView>
  );
}

interface MapViewProps {
  readonly answer: AnswerOf<"GET /api/v1/access-maps/map">;
}

function MapView({ answer: { project, name, receivedAt, map } }: MapViewProps) {
  const t = useTexts(networkTexts);
  const { moment } = useFormats();
  const connections = useMemo(() => connectionsOf(map), [map]);
  const grants = useMemo(() => grantsOf(map), [map]);
  return (
    <DetailPage
      title={name}
      list={{ to: "/network", title: t("title") }}
      facts={
        <>
          <span>{project}</span>
          <span>{moment(receivedAt)}</span>
        </>
      }
    >
      {!map.isWhole && <p role="note">{t("partly")}</p>}
      <Panel title={t("network")}>
        <NetworkView connections={connections} />
      </Panel>
      <Administrators map={map} />
      <Panel title={t("permissions")}>
        <PermissionView grants={grants} />
      </Panel>
    </DetailPage>
  );
}

interface AdministratorsProps {
  readonly map: AccessMap;
}

function Administrators({ map: { subjects } }: AdministratorsProps) {
  const t = useTexts(networkTexts);
  const text = useText();
  const mighty = subjects.filter(({ wayToAdministrator }) => wayToAdministrator.length > 0);
  if (mighty.length === 0) return null;
  return (
    <Panel title={t("administrators")}>
      <RowTable
        label={t("administrators")}
        rows={mighty}
        keyOf={({ name }) => name}
        columns={[
          { title: t("subject"), cell: ({ name }) => <code>{name}</code> },
          { title: t("runs"), cell: ({ workloads }) => workloads.join(", ") },
          {
            title: t("way"),
            cell: ({ wayToAdministrator }) =>
              wayToAdministrator.map(({ does, to }) => t("step", { does: text(does), to })).join(" · "),
          },
        ]}
      />
    </Panel>
  );
}
