import { type Framework, SekishoError } from "sekisho";
import { z } from "zod";
import {
  complianceExportQuery,
  complianceQuery,
  complianceTrend,
  complianceTrendQuery,
  controlEvidence,
  evidenceQuery,
  frameworkList,
  wholeFramework,
} from "../contract/compliance.ts";
import { type ComplianceCopy, complianceRows, makeComplianceDocument } from "../documents/compliance-document.ts";
import { writeHtml } from "../documents/write-html.ts";
import { writePdf } from "../documents/write-pdf.ts";
import { recordAudit } from "../identity/audit.ts";
import {
  findFrameworkById,
  listFrameworks,
  readComplianceTrend,
  readControl,
  readFramework,
} from "../questions/compliance.ts";
import { readComplianceCopy } from "../questions/compliance-copy.ts";
import { listEvidence } from "../questions/control-evidence.ts";
import { writeCsv } from "../questions/write-csv.ts";
import { findProjectId } from "./projects.ts";
import { defineRoute, type Route, type RouteAnswer } from "./route.ts";

const ofFramework = z.object({ framework: z.string().min(1).max(100) });

/** Published standards, and how they are met. */
export const complianceRoutes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/compliance",
    summary: "Lists frameworks with how many of their controls failed, were accepted, passed or were not assessed.",
    permission: "findings:read",
    input: { query: complianceQuery },
    answer: frameworkList,
    handle: async ({ input, inTenant }) => ({
      body: await inTenant(async (transaction) => {
        const { project, assetKind } = input.query;
        const projectId = await findProjectId(transaction, project);
        return { frameworks: await listFrameworks(transaction, { projectId, assetKind }) };
      }),
    }),
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/compliance/:framework",
    summary: "Gives every control of a framework with its outcome and its checks, in all and by project and kind.",
    permission: "findings:read",
    input: { parameters: ofFramework, query: complianceQuery },
    answer: wholeFramework,
    handle: async ({ input, inTenant }) => {
      const framework = getFramework(input.parameters.framework);
      const { project, assetKind } = input.query;
      const body = await inTenant(async (transaction) => {
        const projectId = await findProjectId(transaction, project);
        return await readFramework(transaction, framework, { projectId, assetKind });
      });
      return { body };
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/compliance/:framework/controls/:control",
    summary: "Gives a control with the findings that speak against it, or those that somebody accepted.",
    permission: "findings:read",
    input: { parameters: ofFramework.extend({ control: z.string().min(1).max(100) }), query: evidenceQuery },
    answer: controlEvidence,
    handle: async ({ input, inTenant }) => {
      const { framework, control: name } = input.parameters;
      const control = getFramework(framework).controls.find(({ id }) => id === name);
      if (control === undefined) throw notFound(`${framework}#${name}`);
      const { project, ...filter } = input.query;
      const body = await inTenant(async (transaction) => {
        const asked = { ...filter, assetKind: filter.assetKind, projectId: await findProjectId(transaction, project) };
        const { findings, next } = await listEvidence(transaction, control.checks, asked);
        return { control: await readControl(transaction, control, asked), findings: [...findings], next };
      });
      return { body };
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/compliance/:framework/trend",
    summary: "Gives how many controls failed at the end of each day, and on how many findings.",
    permission: "findings:read",
    input: { parameters: ofFramework, query: complianceTrendQuery },
    answer: complianceTrend,
    handle: async ({ input, inTenant }) => {
      const framework = getFramework(input.parameters.framework);
      const { project, assetKind, days } = input.query;
      const body = await inTenant(async (transaction) => {
        const projectId = await findProjectId(transaction, project);
        return { days: await readComplianceTrend(transaction, framework, { projectId, assetKind, days }) };
      });
      return { body };
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/compliance/:framework/export",
    summary: "Writes an auditor's copy of a framework as CSV, JSON, HTML or PDF; the audit trail says who took it.",
    permission: "findings:read",
    input: { parameters: ofFramework, query: complianceExportQuery },
    answer: z.unknown(),
    handle: async ({ input, principal, inTenant }) => {
      const framework = getFramework(input.parameters.framework);
      const { project, format, ...asked } = input.query;
      const copy = await inTenant(async (transaction) => {
        const projectId = await findProjectId(transaction, project);
        const details = { format, ...asked, ...(project === undefined ? {} : { project }) };
        const event = { action: "compliance.export", subject: framework.id, details };
        await recordAudit(transaction, principal.tenantId, principal, event);
        const scope = { project, projectId, assetKind: asked.assetKind, language: asked.language };
        return await readComplianceCopy(transaction, framework, scope);
      });
      return await writeCopy(copy, format);
    },
  }),
];

function getFramework(id: string): Framework {
  const framework = findFrameworkById(id);
  if (framework === undefined) throw notFound(id);
  return framework;
}

function notFound(name: string): SekishoError {
  return new SekishoError("record-not-found", {
    en: `there is no framework or control ${name}`,
    ja: `基準または管理策 ${name} はありません。`,
  });
}

const contentTypes = {
  csv: "text/csv; charset=utf-8",
  json: "application/json; charset=utf-8",
  html: "text/html; charset=utf-8",
  pdf: "application/pdf",
} as const;

async function writeCopy(copy: ComplianceCopy, format: keyof typeof contentTypes): Promise<RouteAnswer<unknown>> {
  const name = copy.framework.id.replaceAll(/[^A-Za-z0-9.-]/g, "-");
  const headers = {
    "content-type": contentTypes[format],
    "content-disposition": `attachment; filename="${name}.${format}"`,
  };
  if (format === "pdf") return { headers, body: await writePdf(makeComplianceDocument(copy)) };
  if (format === "html") return { headers, body: writeHtml(makeComplianceDocument(copy)) };
  if (format === "json") return { headers, body: JSON.stringify(copy, undefined, 2) };
  const [header = [], ...rows] = complianceRows(copy);
  return { headers, body: writeCsv(header, rows) };
}
