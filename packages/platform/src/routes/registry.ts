import { accessMapRoutes } from "./access-maps.ts";
import { accountRoutes } from "./account.ts";
import { apiKeyRoutes } from "./api-keys.ts";
import { approvalRoutes } from "./approvals.ts";
import { assetRoutes } from "./assets.ts";
import { auditRoutes } from "./audit.ts";
import { complianceRoutes } from "./compliance.ts";
import { componentRoutes } from "./components.ts";
import { customRoleRoutes } from "./custom-roles.ts";
import { dashboardRoutes } from "./dashboards.ts";
import { decisionRoutes } from "./decisions.ts";
import { destinationRoutes } from "./destinations.ts";
import { detectionFileRoutes } from "./detection-files.ts";
import { eventStreamRoutes } from "./event-streams.ts";
import { eventRoutes } from "./events.ts";
import { exportRoutes } from "./exports.ts";
import { findingWorkRoutes } from "./finding-work.ts";
import { findingRoutes } from "./findings.ts";
import { flawRoutes } from "./flaws.ts";
import { incidentRoutes } from "./incidents.ts";
import { invitationRoutes } from "./invitations.ts";
import { leavingRoutes } from "./leaving.ts";
import { liveRoutes } from "./live.ts";
import { memberRoutes } from "./members.ts";
import { notificationRoutes } from "./notifications.ts";
import { operationRoutes } from "./operation.ts";
import { overviewRoutes } from "./overview.ts";
import { pipelineRoutes } from "./pipelines.ts";
import { projectRoutes } from "./projects.ts";
import { reportPageRoutes } from "./report-pages.ts";
import { reportRoutes } from "./reports.ts";
import type { Route } from "./route.ts";
import { samlRoutes } from "./saml.ts";
import { scimDiscoveryRoutes } from "./scim-discovery.ts";
import { scimGroupRoutes } from "./scim-groups.ts";
import { scimUserRoutes } from "./scim-users.ts";
import { secondFactorRoutes } from "./second-factors.ts";
import { serviceLevelRoutes } from "./service-levels.ts";
import { sessionRoutes } from "./session.ts";
import { signInRuleRoutes } from "./sign-in-rules.ts";
import { signOnRoutes } from "./sign-on.ts";
import { signOnProviderRoutes } from "./sign-on-providers.ts";
import { trendRoutes } from "./trends.ts";
import { viewRoutes } from "./views.ts";

/** Every route of the platform. */
export const routes: readonly Route[] = [
  ...accessMapRoutes,
  ...accountRoutes,
  ...apiKeyRoutes,
  ...approvalRoutes,
  ...assetRoutes,
  ...auditRoutes,
  ...complianceRoutes,
  ...componentRoutes,
  ...customRoleRoutes,
  ...dashboardRoutes,
  ...decisionRoutes,
  ...destinationRoutes,
  ...detectionFileRoutes,
  ...eventRoutes,
  ...eventStreamRoutes,
  ...exportRoutes,
  ...findingWorkRoutes,
  ...findingRoutes,
  ...flawRoutes,
  ...incidentRoutes,
  ...invitationRoutes,
  ...leavingRoutes,
  ...liveRoutes,
  ...memberRoutes,
  ...notificationRoutes,
  ...operationRoutes,
  ...overviewRoutes,
  ...pipelineRoutes,
  ...projectRoutes,
  ...reportPageRoutes,
  ...reportRoutes,
  ...samlRoutes,
  ...scimDiscoveryRoutes,
  ...scimGroupRoutes,
  ...scimUserRoutes,
  ...secondFactorRoutes,
  ...serviceLevelRoutes,
  ...sessionRoutes,
  ...signInRuleRoutes,
  ...signOnProviderRoutes,
  ...signOnRoutes,
  ...trendRoutes,
  ...viewRoutes,
];
