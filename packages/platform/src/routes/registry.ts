import { apiKeyRoutes } from "./api-keys.ts";
import { assetRoutes } from "./assets.ts";
import { componentRoutes } from "./components.ts";
import { decisionRoutes } from "./decisions.ts";
import { findingWorkRoutes } from "./finding-work.ts";
import { findingRoutes } from "./findings.ts";
import { flawRoutes } from "./flaws.ts";
import { operationRoutes } from "./operation.ts";
import { overviewRoutes } from "./overview.ts";
import { projectRoutes } from "./projects.ts";
import { reportRoutes } from "./reports.ts";
import type { Route } from "./route.ts";
import { serviceLevelRoutes } from "./service-levels.ts";
import { sessionRoutes } from "./session.ts";

/** Every route of the platform. */
export const routes: readonly Route[] = [
  ...apiKeyRoutes,
  ...assetRoutes,
  ...componentRoutes,
  ...decisionRoutes,
  ...findingWorkRoutes,
  ...findingRoutes,
  ...flawRoutes,
  ...operationRoutes,
  ...overviewRoutes,
  ...projectRoutes,
  ...reportRoutes,
  ...serviceLevelRoutes,
  ...sessionRoutes,
];
