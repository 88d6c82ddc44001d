import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { pageRows, paging } from "../../api/paging.ts";
import { request } from "../../api/request.ts";
import { ListPage } from "../../components/list-page.tsx";
import { SeverityMark } from "../../components/severity-mark.tsx";
import { withoutName } from "../../components/without-name.ts";
import { useTexts } from "../../texts/define-texts.ts";
import { useFormats } from "../../texts/format.ts";
import { flawTexts } from "./texts.ts";

const address = getRouteApi("/shell/advisories");
const shownPackages = 3;

/** Known flaws, the most urgent first. */
export function FlawsPage() {
  const t = useTexts(flawTexts);
  const { number, share, day } = useFormats();
  const { name } = address.useSearch();
  const navigate = address.useNavigate();
  const filter = { limit: pageRows, ...(name === undefined ? {} : { name }) };
  const query = useInfiniteQuery(
    paging(["GET /api/v1/flaws", filter], (cursor, signal) =>
      request("GET /api/v1/flaws", { query: { ...filter, ...cursor } }, signal),
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
      rowsOf={(page) => page.flaws}
      keyOf={({ flaw }) => flaw}
      empty={t("empty")}
      columns={[
        {
          title: t("name"),
          cell: ({ flaw }) => (
            <Link to="/advisories/$flaw" params={{ flaw }}>
              {flaw}
            </Link>
          ),
        },
        { title: t("what"), cell: ({ flaw, title }) => withoutName(title, flaw) },
        { title: t("worst"), cell: ({ worst }) => <SeverityMark severity={worst} /> },
        {
          title: t("packages"),
          cell: ({ packages }) =>
            [...packages.slice(0, shownPackages), ...(packages.length > shownPackages ? ["…"] : [])].join(", "),
        },
        {
          title: t("exploited"),
          cell: ({ knownExploitedSince }) =>
            knownExploitedSince === null ? "" : t("since", { day: day(knownExploitedSince) }),
        },
        { title: t("epss"), cell: ({ epss }) => (epss === null ? "" : share(epss)), isNumber: true },
        { title: t("findings"), cell: ({ findings }) => number(findings), isNumber: true },
        { title: t("assets"), cell: ({ assets }) => number(assets), isNumber: true },
      ]}
    />
  );
}
