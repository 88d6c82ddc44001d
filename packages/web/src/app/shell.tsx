import { ActionIcon, Button, Menu, TextInput, useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import {
  AlertIcon,
  BugIcon,
  ChecklistIcon,
  ContainerIcon,
  EyeClosedIcon,
  GearIcon,
  GraphIcon,
  MoonIcon,
  PackageIcon,
  ProjectIcon,
  SearchIcon,
  ShareAndroidIcon,
  ShieldIcon,
  SunIcon,
  TelescopeIcon,
  UploadIcon,
} from "@primer/octicons-react";
import { useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { Link, Outlet, useLocation, useNavigate } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense, useCallback, useEffect, useRef, useState } from "react";
import { sessionQuery } from "../api/queries.ts";
import { request } from "../api/request.ts";
import { useTexts } from "../texts/define-texts.ts";
import { changeLanguage, currentLanguage } from "../texts/language.ts";
import { LiveUpdates } from "./live-updates.tsx";
import { type RailPage, railPages } from "./pages-by-key.ts";
import styles from "./shell.module.css";
import { shellTexts } from "./shell-texts.ts";
import { useShellKeys } from "./use-shell-keys.ts";

const CommandPalette = lazy(async () => ({ default: (await import("./command-palette.tsx")).CommandPalette }));
const KeyboardHelp = lazy(async () => ({ default: (await import("./keyboard-help.tsx")).KeyboardHelp }));

/** What stands around every page: the rail, the bar, and the page itself. */
export function Shell() {
  const t = useTexts(shellTexts);
  const navigate = useNavigate();
  const [shown, setShown] = useState<"palette" | "help">();
  const close = useCallback(() => setShown(undefined), []);
  const openPalette = useCallback(() => setShown("palette"), []);
  const openHelp = useCallback(() => setShown("help"), []);
  const go = useCallback(
    (key: string) => {
      const page = railPages.find((one) => one.key === key);
      if (page !== undefined) void navigate({ to: page.to });
    },
    [navigate],
  );
  useShellKeys({ onPalette: openPalette, onHelp: openHelp, onGo: go });
  return (
    <div className={styles["frame"]}>
      <a className={styles["skip"]} href="#content">
        {t("skip")}
      </a>
      <Rail />
      <header className={styles["bar"]}>
        <Search />
        <Button variant="subtle" size="compact-sm" onClick={openPalette} title={t("paletteKeys")}>
          {t("palette")}
        </Button>
        <LanguageSwitch />
        <ThemeSwitch />
        <AccountMenu />
      </header>
      <main id="content" className={styles["content"]} tabIndex={-1}>
        <Outlet />
      </main>
      <LiveUpdates />
      <Suspense>
        {shown === "palette" && <CommandPalette onClose={close} onHelp={openHelp} />}
        {shown === "help" && <KeyboardHelp onClose={close} />}
      </Suspense>
    </div>
  );
}

function Rail() {
  const t = useTexts(shellTexts);
  const { data: session } = useSuspenseQuery(sessionQuery);
  const rail = useRef<HTMLElement>(null);
  const path = useLocation({ select: ({ pathname }) => pathname });
  // In a narrow window the rail is wider than what is seen of it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page is marked when the path changes
  useEffect(() => {
    rail.current?.querySelector("[aria-current=page]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [path]);
  return (
    <nav ref={rail} className={styles["rail"]} aria-label={t("navigation")}>
      <Link to="/" className={styles["tenant"]} aria-label={session.tenant.title}>
        <img src="/sekisho.svg" alt="" width={20} height={20} />
        <span>{session.tenant.title}</span>
      </Link>
      {railPages.map(({ to, name }) => (
        <RailLink key={to} to={to} icon={icons[name]} label={t(name)} />
      ))}
    </nav>
  );
}

const icons: Readonly<Record<RailPage["name"], ReactNode>> = {
  overview: <TelescopeIcon />,
  dashboards: <ProjectIcon />,
  trends: <GraphIcon />,
  findings: <ShieldIcon />,
  assets: <ContainerIcon />,
  components: <PackageIcon />,
  advisories: <BugIcon />,
  network: <ShareAndroidIcon />,
  incidents: <AlertIcon />,
  compliance: <ChecklistIcon />,
  coverage: <EyeClosedIcon />,
  reports: <UploadIcon />,
  settings: <GearIcon />,
};

interface RailLinkProps {
  readonly to: RailPage["to"];
  readonly icon: ReactNode;
  readonly label: string;
}

function RailLink({ to, icon, label }: RailLinkProps) {
  return (
    <Link
      to={to}
      className={styles["rail-link"]}
      activeOptions={{ exact: to === "/", includeSearch: false }}
      activeProps={{ "aria-current": "page" }}
    >
      {icon}
      <span>{label}</span>
    </Link>
  );
}

function Search() {
  const t = useTexts(shellTexts);
  const navigate = useNavigate();
  const [words, setWords] = useState("");
  return (
    <form
      className={styles["search"]}
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        void navigate({ to: "/findings", search: { query: words } });
      }}
    >
      <TextInput
        size="xs"
        aria-label={t("search")}
        placeholder={t("searchHint")}
        leftSection={<SearchIcon size={14} />}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
    </form>
  );
}

function LanguageSwitch() {
  const t = useTexts(shellTexts);
  const other = currentLanguage() === "ja" ? "en" : "ja";
  return (
    <Button variant="subtle" size="compact-sm" lang={other} onClick={() => changeLanguage(other)}>
      {t("language")}
    </Button>
  );
}

function ThemeSwitch() {
  const t = useTexts(shellTexts);
  const { setColorScheme } = useMantineColorScheme();
  const isDark = useComputedColorScheme("light") === "dark";
  return (
    <ActionIcon variant="subtle" aria-label={t("theme")} onClick={() => setColorScheme(isDark ? "light" : "dark")}>
      {isDark ? <SunIcon /> : <MoonIcon />}
    </ActionIcon>
  );
}

function AccountMenu() {
  const t = useTexts(shellTexts);
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { account } = useSuspenseQuery(sessionQuery).data;
  const signOut = async () => {
    await request("DELETE /api/v1/session", {});
    queries.clear();
    await navigate({ to: "/sign-in" });
  };
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button variant="subtle" size="compact-sm" title={t("account")}>
          {account.email}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{`${account.name} (${t(account.role)})`}</Menu.Label>
        <Menu.Item onClick={() => void signOut()}>{t("signOut")}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
