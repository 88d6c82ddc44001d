import { tenantsAndAccounts } from "./0001-tenants-and-accounts.ts";
import { reportsAndAssets } from "./0002-reports-and-assets.ts";
import { findings } from "./0003-findings.ts";
import { jobs } from "./0004-jobs.ts";
import { topics } from "./0005-topics.ts";
import { urgentFlaws } from "./0006-urgent-flaws.ts";
import { lighterTopicWords } from "./0007-lighter-topic-words.ts";
import { daysAndSightings } from "./0008-days-and-sightings.ts";
import { sharedWords } from "./0009-shared-words.ts";
import { otherTools } from "./0010-other-tools.ts";
import { views } from "./0011-views.ts";
import { componentsByImport } from "./0012-components-by-import.ts";
import { scoresOfFlaws } from "./0013-scores-of-flaws.ts";
import { people } from "./0014-people.ts";
import { auditByMonth } from "./0015-audit-by-month.ts";
import { secondFactors } from "./0016-second-factors.ts";
import { lighterImports } from "./0017-lighter-imports.ts";
import { outgoing } from "./0018-outgoing.ts";
import { projectRoles } from "./0019-project-roles.ts";
import { signOn } from "./0020-sign-on.ts";
import { events } from "./0021-events.ts";
import { pipelines } from "./0022-pipelines.ts";
import { approvals } from "./0023-approvals.ts";
import { incidentsOfProjects } from "./0024-incidents-of-projects.ts";
import { saml } from "./0025-saml.ts";
import { plans } from "./0026-plans.ts";
import { streamCounters } from "./0027-stream-counters.ts";
import { scim } from "./0028-scim.ts";
import { leaving } from "./0029-leaving.ts";
import { topicsOfRules } from "./0030-topics-of-rules.ts";
import { customRoles } from "./0031-custom-roles.ts";
import { worseFlaws } from "./0032-worse-flaws.ts";
import { countsByIndex } from "./0033-counts-by-index.ts";
import { accessMaps } from "./0034-access-maps.ts";
import { heldSignIns } from "./0035-held-sign-ins.ts";
import { anomalies } from "./0036-anomalies.ts";
import { mailedInvitations } from "./0037-mailed-invitations.ts";
import { refusedCredentials } from "./0038-refused-credentials.ts";
import { dueByIndex } from "./0039-due-by-index.ts";
import { overviews } from "./0040-overviews.ts";
import type { Migration } from "./migration.ts";

/** Every step of the schema in order. */
export const migrations: readonly Migration[] = [
  tenantsAndAccounts,
  reportsAndAssets,
  findings,
  jobs,
  topics,
  urgentFlaws,
  lighterTopicWords,
  daysAndSightings,
  sharedWords,
  otherTools,
  views,
  componentsByImport,
  scoresOfFlaws,
  people,
  auditByMonth,
  secondFactors,
  lighterImports,
  outgoing,
  projectRoles,
  signOn,
  events,
  pipelines,
  approvals,
  incidentsOfProjects,
  saml,
  plans,
  streamCounters,
  scim,
  leaving,
  topicsOfRules,
  customRoles,
  worseFlaws,
  countsByIndex,
  accessMaps,
  heldSignIns,
  anomalies,
  mailedInvitations,
  refusedCredentials,
  dueByIndex,
  overviews,
];
