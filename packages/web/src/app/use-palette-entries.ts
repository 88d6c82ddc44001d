import { useMantineColorScheme } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { readingOn, sessionQuery } from "../api/queries.ts";
import { useTexts } from "../texts/define-texts.ts";
import { changeLanguage, currentLanguage } from "../texts/language.ts";
import { railPages } from "./pages-by-key.ts";
import { shellTexts } from "./shell-texts.ts";

/** One thing that the palette offers. */
export interface PaletteEntry {
  readonly id: string;
  readonly title: string;
  /** What it is: a page, an asset. */
  readonly group: string;
  readonly run: () => void;
}

/** Names are looked up from so many characters on. */
const leastWords = 2;
const pauseMs = 150;
const foundOfEach = 5;

/** Gives what fits the words: pages and actions first, then what the platform finds, at last the search in all findings. */
export function usePaletteEntries(words: string, onHelp: () => void): readonly PaletteEntry[] {
  const t = useTexts(shellTexts);
  const router = useRouter();
  const here = usePagesAndActions(onHelp);
  const wanted = words.trim().toLowerCase();
  const found = useFound(wanted);
  if (wanted === "") return here;
  const search: PaletteEntry = {
    id: "search",
    title: t("searchFor", { words: words.trim() }),
    group: t("findings"),
    run: () => void router.navigate({ to: "/findings", search: { query: words.trim() } }),
  };
  return [...here.filter(({ title }) => title.toLowerCase().includes(wanted)), ...found, search];
}

function usePagesAndActions(onHelp: () => void): readonly PaletteEntry[] {
  const t = useTexts(shellTexts);
  const router = useRouter();
  const { setColorScheme, colorScheme } = useMantineColorScheme();
  const other = currentLanguage() === "ja" ? "en" : "ja";
  const pages = railPages.map(({ to, name }) => ({
    id: to,
    title: t(name),
    group: t("page"),
    run: () => void router.navigate({ to }),
  }));
  const act = (id: string, title: string, run: () => void) => ({ id, title, group: t("action"), run });
  return [
    ...pages,
    act(
      "overdue",
      t("showOverdue"),
      () => void router.navigate({ to: "/findings", search: { query: "state:open overdue:yes", sort: "due" } }),
    ),
    act(
      "mine",
      t("showMine"),
      () => void router.navigate({ to: "/findings", search: { query: "state:open assignee:me" } }),
    ),
    act("language", t("language"), () => changeLanguage(other)),
    act("theme", t("theme"), () => setColorScheme(colorScheme === "dark" ? "light" : "dark")),
    act("print", t("print"), () => print()),
    act("keyboard", t("keyboard"), onHelp),
  ];
}

function useFound(wanted: string): readonly PaletteEntry[] {
  const t = useTexts(shellTexts);
  const router = useRouter();
  const { permissions } = useSuspenseQuery(sessionQuery).data;
  const [name] = useDebouncedValue(wanted, pauseMs);
  const query = { name, limit: foundOfEach };
  const isLong = name.length >= leastWords;
  const maySearch = isLong && permissions.includes("findings:read");
  const assets = useQuery({
    ...readingOn("GET /api/v1/assets", { query }),
    enabled: isLong && permissions.includes("assets:read"),
  });
  const components = useQuery({
    ...readingOn("GET /api/v1/components", { query }),
    enabled: isLong && permissions.includes("assets:read"),
  });
  const flaws = useQuery({ ...readingOn("GET /api/v1/flaws", { query }), enabled: maySearch });
  const views = useQuery({ ...readingOn("GET /api/v1/views", { query: { list: "findings" } }), enabled: maySearch });
  if (!isLong || wanted.length < leastWords) return [];
  return [
    ...(assets.data?.assets ?? []).map(({ id, name: title }) => ({
      id,
      title,
      group: t("asset"),
      run: () => void router.navigate({ to: "/assets/$asset", params: { asset: id } }),
    })),
    ...(components.data?.components ?? []).map((component) => ({
      id: component.id,
      title: `${component.name} ${component.version}`,
      group: t("component"),
      run: () => void router.navigate({ to: "/components/$component", params: { component: component.id } }),
    })),
    ...(flaws.data?.flaws ?? []).map(({ flaw }) => ({
      id: flaw,
      title: flaw,
      group: t("flaw"),
      run: () => void router.navigate({ to: "/advisories/$flaw", params: { flaw } }),
    })),
    ...(views.data?.views ?? []).flatMap(({ id, name: title, query: asked }) =>
      asked.list === "findings" && title.toLowerCase().includes(wanted)
        ? [
            {
              id,
              title,
              group: t("view"),
              run: () => void router.navigate({ to: "/findings", search: { query: asked.query, sort: asked.sort } }),
            },
          ]
        : [],
    ),
  ];
}
