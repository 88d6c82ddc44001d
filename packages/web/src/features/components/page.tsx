import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { pageRows, paging } from "../../api/paging.ts";
import { request } from "../../api/request.ts";
import { ListPage } from "../../components/list-page.tsx";
import { useTexts } from "../../texts/define-texts.ts";
import { useFormats } from "../../texts/format.ts";
import { componentTexts } from "./texts.ts";

const address = getRouteApi("/shell/components");

/** Packages everywhere: where is log4j? */
export function ComponentsPage() {
  const t = useTexts(componentTexts);
  const { number } = useFormats();
  const { name } = address.useSearch();
  const navigate = address.useNavigate();
  const filter = { limit: pageRows, ...(name === undefined ? {} : { name }) };
  const query = useInfiniteQuery(
    paging(["GET /api/v1/components", filter], (cursor, signal) =>
      request("GET /api/v1/components", { query: { ...filter, ...cursor } }, signal),
    ),
  );
  return (
    <ListPage
      key={name}
      title={t("title")}
      searchLabel={t("search")}
      name={name}
      onName={(next) => void navigate({ search: { name: next } })}
      query={query}
      rowsOf={(page) => page.components}
      keyOf={({ id }) => id}
      empty={t("empty")}
      columns={[
        {
          title: t("name"),
          cell: ({ id, packageUrl, name: shown }) => (
            <Link to="/components/$component" params={{ component: id }} title={packageUrl}>
              {shown}
            </Link>
          ),
        },
        { title: t("version"), cell: ({ version }) => <code>{version}</code> },
        { title: t("ecosystem"), cell: ({ ecosystem }) => ecosystem },
        { title: t("licences"), cell: ({ licences }) => licences.join(", ") },
        { title: t("assets"), cell: ({ assets }) => number(assets), isNumber: true },
      ]}
    />
  );
}
