import { Select } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { pageRows, paging } from "../../api/paging.ts";
import { type AnswerOf, request } from "../../api/request.ts";
import { AssetKind, assetKinds, useAssetKind } from "../../components/asset-kind.tsx";
import { DetailPage, Quiet } from "../../components/detail-page.tsx";
import listStyles from "../../components/list-page.module.css";
import { Empty } from "../../components/page-state.tsx";
import { PagedTable } from "../../components/paged-table.tsx";
import { ProjectChoice } from "../../components/project-choice.tsx";
import { useTexts } from "../../texts/define-texts.ts";
import { useFormats } from "../../texts/format.ts";
import { coverageSpans, usualCoverageSpan } from "./coverage-address.ts";
import { coverageTexts } from "./texts.ts";

const address = getRouteApi("/shell/coverage");

type Gap = AnswerOf<"GET /api/v1/coverage/gaps">["gaps"][number];

/** What nobody looked at lately, or not in full: nothing found there means nothing. */
export function CoveragePage() {
  const t = useTexts(coverageTexts);
  const kindName = useAssetKind();
  const { moment } = useFormats();
  const { days = usualCoverageSpan, kind, project } = address.useSearch();
  const navigate = address.useNavigate();
  const filter = {
    limit: pageRows,
    days,
    ...(kind === undefined ? {} : { kind }),
    ...(project === undefined ? {} : { project }),
  };
  const query = useInfiniteQuery(
    paging(["GET /api/v1/coverage/gaps", filter], (cursor, signal) =>
      request("GET /api/v1/coverage/gaps", { query: { ...filter, ...cursor } }, signal),
    ),
  );
  return (
    <DetailPage title={t("title")} facts={t("meaning")}>
      <div className={listStyles["line"]}>
        <Select
          label={t("span")}
          data={[...new Set([...coverageSpans, days])].map((count) => ({
            value: String(count),
            label: t("notSince", { count }),
          }))}
          value={String(days)}
          allowDeselect={false}
          onChange={(value) => void navigate({ search: (before) => ({ ...before, days: Number(value) }) })}
        />
        <Select
          label={t("kind")}
          placeholder={t("allKinds")}
          clearable
          clearButtonProps={{ "aria-label": t("allKinds") }}
          data={assetKinds.map((value) => ({ value, label: kindName(value) }))}
          value={kind ?? null}
          onChange={(value) => void navigate({ search: (before) => ({ ...before, kind: value ?? undefined }) })}
        />
        <ProjectChoice
          project={project}
          onProject={(next) => void navigate({ search: (before) => ({ ...before, project: next }) })}
        />
      </div>
      <PagedTable
        label={t("title")}
        query={query}
        rowsOf={({ gaps }) => gaps}
        keyOf={({ id, reason }) => `${id} ${reason}`}
        empty={
          <Empty title={t("noGaps")}>
            <p>{t("noGapsMeaning")}</p>
          </Empty>
        }
        columns={[
          {
            title: t("asset"),
            cell: ({ id, name }) => (
              <Link to="/assets/$asset" params={{ asset: id }}>
                {name}
              </Link>
            ),
          },
          { title: t("kind"), cell: (gap) => <AssetKind kind={gap.kind} /> },
          { title: t("project"), cell: (gap) => gap.project },
          { title: t("seen"), cell: ({ lastSeenAt }) => (lastSeenAt === null ? t("never") : moment(lastSeenAt)) },
          { title: t("why"), cell: (gap) => <Why gap={gap} /> },
        ]}
      />
    </DetailPage>
  );
}

interface WhyProps {
  readonly gap: Gap;
}

function Why({ gap: { reason, missing } }: WhyProps) {
  const t = useTexts(coverageTexts);
  return (
    <>
      {t(reason)}
      {missing.map(({ source, plugin, ended, reason: because }) => (
        <div key={`${source} ${plugin}`}>
          {t(`ended-${ended}`, { part: plugin })} <Quiet>{[source, because].filter((part) => part).join(" · ")}</Quiet>
        </div>
      ))}
    </>
  );
}
