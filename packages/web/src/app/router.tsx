import type { QueryClient } from "@tanstack/react-query";
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from "@tanstack/react-router";
import { ApiError } from "../api/api-error.ts";
import { sessionQuery } from "../api/queries.ts";
import { PageFailure } from "../components/page-failure.tsx";
import { readAssetsAddress } from "../features/assets/assets-address.ts";
import { readFrameworkAddress } from "../features/compliance/framework-address.ts";
import { readExceptionsAddress } from "../features/exceptions/exceptions-address.ts";
import { readFindingsAddress } from "../features/findings/findings-address.ts";
import { readCoverageAddress } from "../features/gaps/coverage-address.ts";
import { readAuditAddress } from "../features/settings/audit-address.ts";
import { readTrendsAddress } from "../features/trends/trends-address.ts";
import { Shell } from "./shell.tsx";

interface RouterContext {
  readonly queries: QueryClient;
}

const root = createRootRouteWithContext<RouterContext>()({ errorComponent: PageFailure });

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  validateSearch: (search): { next?: string | undefined } => {
    const { next } = search;
    // Only an address of this client: whoever makes a link must not send its reader elsewhere after signing in. What is
    // not said to be missing would be kept as it came.
    return { next: typeof next === "string" && /^\/(?![/\\])/.test(next) ? next : undefined };
  },
  component: lazyRouteComponent(() => import("../features/sign-in/page.tsx"), "SignInPage"),
});

const welcome = createRoute({
  getParentRoute: () => root,
  path: "/welcome",
  component: lazyRouteComponent(() => import("../features/welcome/page.tsx"), "WelcomePage"),
});

const signOn = createRoute({
  getParentRoute: () => root,
  path: "/sign-on",
  component: lazyRouteComponent(() => import("../features/sign-on/page.tsx"), "SignOnPage"),
});

const certificate = createRoute({
  getParentRoute: () => root,
  path: "/certificate",
  component: lazyRouteComponent(() => import("../features/certificate/page.tsx"), "CertificatePage"),
});

const shell = createRoute({
  getParentRoute: () => root,
  id: "shell",
  component: Shell,
  beforeLoad: async ({ context, location }) => {
    try {
      const session = await context.queries.ensureQueryData(sessionQuery);
      // The tenant demands a second factor: until there is one, the platform refuses everything else.
      if (session.mustSetUpFactor && location.pathname !== "/settings") redirect({ to: "/settings", throw: true });
      return { session };
    } catch (error) {
      if (!(error instanceof ApiError) || error.details.status !== 401) throw error;
      return redirect({ to: "/sign-in", search: location.href === "/" ? {} : { next: location.href }, throw: true });
    }
  },
});

const overview = createRoute({
  getParentRoute: () => shell,
  path: "/",
  validateSearch: ({ view }: Readonly<Record<string, unknown>>): { view?: "standard" | undefined } => ({
    view: view === "standard" ? view : undefined,
  }),
  component: lazyRouteComponent(() => import("./start-page.tsx"), "StartPage"),
});

const findings = createRoute({
  getParentRoute: () => shell,
  path: "/findings",
  validateSearch: readFindingsAddress,
  component: lazyRouteComponent(() => import("../features/findings/page.tsx"), "FindingsPage"),
});

const finding = createRoute({
  getParentRoute: () => shell,
  path: "/findings/$finding",
  component: lazyRouteComponent(() => import("../features/findings/finding-page.tsx"), "FindingPage"),
});

const assets = createRoute({
  getParentRoute: () => shell,
  path: "/assets",
  validateSearch: readAssetsAddress,
  component: lazyRouteComponent(() => import("../features/assets/page.tsx"), "AssetsPage"),
});

const asset = createRoute({
  getParentRoute: () => shell,
  path: "/assets/$asset",
  component: lazyRouteComponent(() => import("../features/assets/asset-page.tsx"), "AssetPage"),
});

const components = createRoute({
  getParentRoute: () => shell,
  path: "/components",
  validateSearch: readNameAddress,
  component: lazyRouteComponent(() => import("../features/components/page.tsx"), "ComponentsPage"),
});

const advisories = createRoute({
  getParentRoute: () => shell,
  path: "/advisories",
  validateSearch: readNameAddress,
  component: lazyRouteComponent(() => import("../features/flaws/page.tsx"), "FlawsPage"),
});

const reports = createRoute({
  getParentRoute: () => shell,
  path: "/reports",
  component: lazyRouteComponent(() => import("../features/reports/page.tsx"), "ReportsPage"),
});

const component = createRoute({
  getParentRoute: () => shell,
  path: "/components/$component",
  component: lazyRouteComponent(() => import("../features/components/component-page.tsx"), "ComponentPage"),
});

const flaw = createRoute({
  getParentRoute: () => shell,
  path: "/advisories/$flaw",
  component: lazyRouteComponent(() => import("../features/flaws/flaw-page.tsx"), "FlawPage"),
});

const report = createRoute({
  getParentRoute: () => shell,
  path: "/reports/$report",
  component: lazyRouteComponent(() => import("../features/reports/report-page.tsx"), "ReportPage"),
});

const comparison = createRoute({
  getParentRoute: () => shell,
  path: "/reports/$report/comparison",
  validateSearch: (search): { with?: string | undefined } => {
    const { with: earlier } = search;
    return { with: typeof earlier === "string" ? earlier : undefined };
  },
  component: lazyRouteComponent(() => import("../features/reports/comparison-page.tsx"), "ComparisonPage"),
});

const trends = createRoute({
  getParentRoute: () => shell,
  path: "/trends",
  validateSearch: readTrendsAddress,
  component: lazyRouteComponent(() => import("../features/trends/page.tsx"), "TrendsPage"),
});

const coverage = createRoute({
  getParentRoute: () => shell,
  path: "/coverage",
  validateSearch: readCoverageAddress,
  component: lazyRouteComponent(() => import("../features/gaps/page.tsx"), "CoveragePage"),
});

const dashboards = createRoute({
  getParentRoute: () => shell,
  path: "/dashboards",
  component: lazyRouteComponent(() => import("../features/dashboards/page.tsx"), "DashboardsPage"),
});

const dashboard = createRoute({
  getParentRoute: () => shell,
  path: "/dashboards/$dashboard",
  component: lazyRouteComponent(() => import("../features/dashboards/dashboard-page.tsx"), "DashboardPage"),
});

const compliance = createRoute({
  getParentRoute: () => shell,
  path: "/compliance",
  component: lazyRouteComponent(() => import("../features/compliance/page.tsx"), "CompliancePage"),
});

const framework = createRoute({
  getParentRoute: () => shell,
  path: "/compliance/$framework",
  validateSearch: readFrameworkAddress,
  component: lazyRouteComponent(() => import("../features/compliance/framework-page.tsx"), "FrameworkPage"),
});

const settings = createRoute({
  getParentRoute: () => shell,
  path: "/settings",
  component: lazyRouteComponent(() => import("../features/settings/page.tsx"), "SettingsPage"),
});

const audit = createRoute({
  getParentRoute: () => shell,
  path: "/settings/audit",
  validateSearch: readAuditAddress,
  component: lazyRouteComponent(() => import("../features/settings/audit-page.tsx"), "AuditPage"),
});

const signOnSettings = createRoute({
  getParentRoute: () => shell,
  path: "/settings/sign-on",
  component: lazyRouteComponent(() => import("../features/settings/sign-on-page.tsx"), "SignOnSettingsPage"),
});

const roleSettings = createRoute({
  getParentRoute: () => shell,
  path: "/settings/roles",
  component: lazyRouteComponent(() => import("../features/roles/page.tsx"), "RolesPage"),
});

const exceptions = createRoute({
  getParentRoute: () => shell,
  path: "/settings/exceptions",
  validateSearch: readExceptionsAddress,
  component: lazyRouteComponent(() => import("../features/exceptions/page.tsx"), "ExceptionsPage"),
});

const planUsage = createRoute({
  getParentRoute: () => shell,
  path: "/settings/usage",
  component: lazyRouteComponent(() => import("../features/usage/page.tsx"), "UsagePage"),
});

const leaving = createRoute({
  getParentRoute: () => shell,
  path: "/settings/tenant",
  component: lazyRouteComponent(() => import("../features/leaving/page.tsx"), "LeavingPage"),
});

const notifications = createRoute({
  getParentRoute: () => shell,
  path: "/settings/notifications",
  component: lazyRouteComponent(() => import("../features/notifications/page.tsx"), "NotificationsPage"),
});

const incidents = createRoute({
  getParentRoute: () => shell,
  path: "/incidents",
  component: lazyRouteComponent(() => import("../features/incidents/page.tsx"), "IncidentsPage"),
});

const incident = createRoute({
  getParentRoute: () => shell,
  path: "/incidents/$incident",
  component: lazyRouteComponent(() => import("../features/incidents/incident-page.tsx"), "IncidentPage"),
});

const network = createRoute({
  getParentRoute: () => shell,
  path: "/network",
  component: lazyRouteComponent(() => import("../features/network/page.tsx"), "NetworkPage"),
});

const accessMap = createRoute({
  getParentRoute: () => shell,
  path: "/network/map",
  validateSearch: ({ project, name }: Readonly<Record<string, unknown>>) => ({
    project: typeof project === "string" ? project : "",
    name: typeof name === "string" ? name : "",
  }),
  component: lazyRouteComponent(() => import("../features/network/map-page.tsx"), "MapPage"),
});

const stream = createRoute({
  getParentRoute: () => shell,
  path: "/incidents/streams/$cluster",
  validateSearch: ({ project }: Readonly<Record<string, unknown>>): { project?: string | undefined } => ({
    project: typeof project === "string" ? project : undefined,
  }),
  component: lazyRouteComponent(() => import("../features/incidents/stream-page.tsx"), "StreamPage"),
});

const pages = [
  overview,
  findings,
  finding,
  assets,
  asset,
  components,
  component,
  advisories,
  flaw,
  reports,
  report,
  comparison,
  trends,
  coverage,
  dashboards,
  dashboard,
  compliance,
  framework,
  settings,
  audit,
  signOnSettings,
  roleSettings,
  exceptions,
  planUsage,
  leaving,
  notifications,
  incidents,
  incident,
  stream,
  network,
  accessMap,
] as const;
const tree = root.addChildren([signIn, signOn, welcome, certificate, shell.addChildren(pages)]);

/** What is searched for in a list; what is none of it is said to be missing. */
function readNameAddress({ name }: Readonly<Record<string, unknown>>): { name?: string | undefined } {
  return { name: typeof name === "string" ? name : undefined };
}

/** Makes the router of the client. */
export function makeRouter(queries: QueryClient) {
  return createRouter({ routeTree: tree, context: { queries }, defaultPreload: "intent", scrollRestoration: true });
}

/** Loads the script of the page that the address names, while the platform is still asked who looks at it. */
export function loadPage(router: ReturnType<typeof makeRouter>): void {
  const [routes] = router.getMatchedRoutes(location.pathname);
  for (const { options } of routes) void options.component?.preload?.();
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
