import { SekishoError } from "sekisho";
import { z } from "zod";
import { assetList, assetQuery, coverageGapList, coverageGapQuery, wholeAsset } from "../contract/asset.ts";
import { componentsOfAsset } from "../contract/component.ts";
import { pageQuery } from "../contract/page.ts";
import { id } from "../contract/values.ts";
import { listCoverageGaps } from "../questions/coverage-gaps.ts";
import { findAsset, listAssets } from "../questions/list-assets.ts";
import { listComponentsOfAsset } from "../questions/list-components.ts";
import { readAsset } from "../questions/read-asset.ts";
import { findProjectId } from "./projects.ts";
import { defineRoute, type Route } from "./route.ts";

const ofAsset = z.object({ asset: id });

/** What is looked at: Dockerfiles, images, workloads, clusters. */
export const assetRoutes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/assets",
    summary: "Lists assets, each with what is open in it and when it was last looked at.",
    permission: "assets:read",
    input: { query: assetQuery },
    answer: assetList,
    handle: async ({ input, inTenant }) => ({
      body: await inTenant(async (transaction) => {
        const { project, ...filter } = input.query;
        return await listAssets(transaction, { ...filter, projectId: await findProjectId(transaction, project) });
      }),
    }),
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/assets/:asset",
    summary: "Gives everything that is known of an asset: who looks at it, what it is made from, what is made from it.",
    permission: "assets:read",
    input: { parameters: ofAsset },
    answer: wholeAsset,
    handle: async ({ input, inTenant }) => {
      const { asset } = input.parameters;
      const body = await inTenant((transaction) => readAsset(transaction, asset));
      if (body === undefined) throw notFound(asset);
      return { body };
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/assets/:asset/components",
    summary: "Lists the packages that an asset holds now.",
    permission: "assets:read",
    input: { parameters: ofAsset, query: pageQuery },
    answer: componentsOfAsset,
    handle: async ({ input, inTenant }) => {
      const { asset } = input.parameters;
      const body = await inTenant(async (transaction) => {
        const isThere = (await findAsset(transaction, asset)) !== undefined;
        return isThere ? await listComponentsOfAsset(transaction, asset, input.query) : undefined;
      });
      if (body === undefined) throw notFound(asset);
      return { body };
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/coverage/gaps",
    summary: "Lists assets that nobody has looked at lately, or not in full: nothing found there means nothing.",
    permission: "assets:read",
    input: { query: coverageGapQuery },
    answer: coverageGapList,
    handle: async ({ input, inTenant }) => ({
      body: await inTenant(async (transaction) => {
        const { project, ...filter } = input.query;
        return await listCoverageGaps(transaction, { ...filter, projectId: await findProjectId(transaction, project) });
      }),
    }),
  }),
];

function notFound(asset: string): SekishoError {
  return new SekishoError("record-not-found", {
    en: `there is no asset ${asset}`,
    ja: `資産 ${asset} はありません。`,
  });
}
