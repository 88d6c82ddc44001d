import { apiKeyRoutes } from "./api-keys.ts";
import { operationRoutes } from "./operation.ts";
import { projectRoutes } from "./projects.ts";
import { reportRoutes } from "./reports.ts";
import type { Route } from "./route.ts";
import { sessionRoutes } from "./session.ts";

/** Every route of the platform. */
export const routes: readonly Route[] = [
  ...apiKeyRoutes,
  ...operationRoutes,
  ...projectRoutes,
  ...reportRoutes,
  ...sessionRoutes,
];
