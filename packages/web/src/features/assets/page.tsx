import { Select } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { pageRows, paging } from "../../api/paging.ts";
import { request } from "../../api/request.ts";
import { AssetKind } from "../../components/asset-kind.tsx";
import { ListPage } from "../../components/list-page.tsx";
import { OpenCounts } from "../../components/open-counts.tsx";
import { useTexts } from "../../texts/define-texts.ts";
import { useFormats } from "../../texts/format.ts";
import { assetSorts } from "./assets-address.ts";
import { assetTexts } from "./texts.ts";

const address = getRouteApi("/shell/assets");

/** What is looked at: those with the worst findings first; by name when one is searched for, so that none is left out. */
export function AssetsPage() {
  const t = useTexts(assetTexts);
  const { moment } = useFormats();
  const { name, sort = name === undefined ? "worst" : "name" } = address.useSearch();
  const navigate = address.useNavigate();
  const filter = { limit: pageRows, sort, ...(name === undefined ? {} : { name }) };
  const query = useInfiniteQuery(
    paging(["GET /api/v1/assets", filter], (cursor, signal) =>
      request("GET /api/v1/assets", { query: { ...filter, ...cursor } }, signal),
    ),
  );
  return (
    <ListPage
      key={name}
      title={t("title")}
      searchLabel={t("search")}
      name={name}
      onName={(next) => void navigate({ search: (before) => ({ ...before, name: next }) })}
      query={query}
      rowsOf={(page) => page.assets}
      keyOf={({ id }) => id}
      empty={t("empty")}
      columns={[
        {
          title: t("name"),
          cell: ({ id, name: shown }) => (
            <Link to="/assets/$asset" params={{ asset: id }}>
              {shown}
            </Link>
          ),
        },
        { title: t("kind"), cell: ({ kind }) => <AssetKind kind={kind} /> },
        { title: t("project"), cell: ({ project }) => project },
        { title: t("open"), cell: ({ open }) => <OpenCounts open={open} /> },
        {
          title: t("seen"),
          cell: ({ lastSeenAt }) => (lastSeenAt === null ? t("never") : moment(lastSeenAt)),
        },
      ]}
    >
      <Select
        aria-label={t("sort")}
        data={assetSorts.map((value) => ({ value, label: t(`sort-${value}`) }))}
        value={sort}
        allowDeselect={false}
        onChange={(value) =>
          void navigate({
            search: (before) => ({ ...before, sort: assetSorts.find((known) => known === value) }),
          })
        }
      />
    </ListPage>
  );
}
