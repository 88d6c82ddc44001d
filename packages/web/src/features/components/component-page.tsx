import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { pageRows, paging } from "../../api/paging.ts";
import { reading } from "../../api/queries.ts";
import { type AnswerOf, request } from "../../api/request.ts";
import { AssetKind } from "../../components/asset-kind.tsx";
import { DetailPage, Panel } from "../../components/detail-page.tsx";
import { PagedTable } from "../../components/paged-table.tsx";
import { QueryView } from "../../components/query-view.tsx";
import { RowTable } from "../../components/row-table.tsx";
import { SeverityMark } from "../../components/severity-mark.tsx";
import { withoutName } from "../../components/without-name.ts";
import { useTexts } from "../../texts/define-texts.ts";
import { useFormats } from "../../texts/format.ts";
import { componentTexts } from "./texts.ts";

const address = getRouteApi("/shell/components/$component");

type Component = AnswerOf<"GET /api/v1/components/{component}">;

/** One package in one version: its flaws, its other versions, and where it is. */
export function ComponentPage() {
  const { component } = address.useParams();
  const query = useQuery(reading("GET /api/v1/components/{component}", { path: { component } }));
  return (
    <QueryView query={query} height={600}>
      {(data) => <ComponentView component={data} />}
    </QueryView>
  );
}

interface ComponentViewProps {
  readonly component: Component;
}

function ComponentView({ component }: ComponentViewProps) {
  const t = useTexts(componentTexts);
  const { number } = useFormats();
  const { name, version, ecosystem, licences, packageUrl, assets } = component;
  return (
    <DetailPage
      title={`${name} ${version}`}
      list={{ to: "/components", title: t("title") }}
      facts={
        <>
          <span>{ecosystem}</span>
          <span>{licences.length === 0 ? t("noLicence") : licences.join(", ")}</span>
          <span>{t("inAssets", { count: assets, shown: number(assets) })}</span>
          <code>{packageUrl}</code>
        </>
      }
    >
      <Flaws component={component} />
      <Versions component={component} />
      <Places component={component} />
    </DetailPage>
  );
}

function Flaws({ component: { flaws, flawCount, packageUrl } }: ComponentViewProps) {
  const t = useTexts(componentTexts);
  const { number, share, day } = useFormats();
  const query = `state:open package:${JSON.stringify(packageUrl)}`;
  return (
    <Panel
      title={t("flaws")}
      aside={
        flaws.length === 0 ? undefined : (
          <Link to="/findings" search={{ query }}>
            {t("flawFindings", { count: flawCount.count, shown: number(flawCount.count) })}
          </Link>
        )
      }
    >
      {flaws.length === 0 ? (
        <p>{t("noFlaws")}</p>
      ) : (
        <RowTable
          label={t("flaws")}
          rows={flaws}
          keyOf={({ flaw }) => flaw}
          columns={[
            { title: t("severity"), cell: ({ severity }) => <SeverityMark severity={severity} /> },
            {
              title: t("flaw"),
              cell: ({ flaw }) => (
                <Link to="/advisories/$flaw" params={{ flaw }}>
                  {flaw}
                </Link>
              ),
            },
            { title: t("what"), cell: ({ flaw, title }) => withoutName(title, flaw) },
            { title: t("fixedIn"), cell: ({ fixedIn }) => (fixedIn === null ? t("noFix") : <code>{fixedIn}</code>) },
            {
              title: t("exploited"),
              cell: ({ knownExploitedSince }) => (knownExploitedSince === null ? "" : day(knownExploitedSince)),
            },
            { title: t("epss"), cell: ({ epss }) => (epss === null ? "" : share(epss)), isNumber: true },
            { title: t("findings"), cell: ({ findings }) => number(findings), isNumber: true },
          ]}
        />
      )}
    </Panel>
  );
}

function Versions({ component: { id, versions } }: ComponentViewProps) {
  const t = useTexts(componentTexts);
  const { number } = useFormats();
  if (versions.length < 2) return null;
  return (
    <Panel title={t("versions")}>
      <RowTable
        label={t("versions")}
        rows={versions}
        keyOf={(version) => version.id}
        columns={[
          {
            title: t("version"),
            cell: ({ id: other, version }) =>
              other === id ? (
                <strong>{t("thisVersion", { version })}</strong>
              ) : (
                <Link to="/components/$component" params={{ component: other }}>
                  {version}
                </Link>
              ),
          },
          { title: t("assets"), cell: ({ assets }) => number(assets), isNumber: true },
        ]}
      />
    </Panel>
  );
}

function Places({ component: { id: component } }: ComponentViewProps) {
  const t = useTexts(componentTexts);
  const { day } = useFormats();
  const name = "GET /api/v1/components/{component}/assets";
  const query = useInfiniteQuery(
    paging([name, component], (cursor, signal) =>
      request(name, { path: { component }, query: { limit: pageRows, ...cursor } }, signal),
    ),
  );
  return (
    <Panel title={t("places")}>
      <PagedTable
        label={t("places")}
        query={query}
        height={200}
        rowsOf={({ assets }) => assets}
        keyOf={({ id }) => id}
        empty={<p>{t("nowhere")}</p>}
        columns={[
          {
            title: t("asset"),
            cell: ({ id, name: shown }) => (
              <Link to="/assets/$asset" params={{ asset: id }}>
                {shown}
              </Link>
            ),
          },
          { title: t("kind"), cell: ({ kind }) => <AssetKind kind={kind} /> },
          { title: t("project"), cell: ({ project }) => project },
          { title: t("since"), cell: ({ since }) => day(since) },
        ]}
      />
    </Panel>
  );
}
