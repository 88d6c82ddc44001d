import { evaluateRange, isSchemeId, SekishoError } from "sekisho";
import { z } from "zod";
import { componentAssetList, componentList, componentQuery, wholeComponent } from "../contract/component.ts";
import { pageQuery } from "../contract/page.ts";
import { id } from "../contract/values.ts";
import { type ComponentFilter, listComponentAssets, listComponents } from "../questions/list-components.ts";
import { readComponent } from "../questions/read-component.ts";
import { defineRoute, type Route } from "./route.ts";

/** Which version scheme an ecosystem's versions are of, where it has another name. */
const schemeOfEcosystem: ReadonlyMap<string, string> = new Map([
  ["pypi", "pep440"],
  ["golang", "go"],
]);

/** Where is log4j? */
export const componentRoutes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/components",
    summary: "Lists components by name; finds them by words, package URL, version range, ecosystem and licence.",
    permission: "assets:read",
    input: { query: componentQuery },
    answer: componentList,
    handle: async ({ input, inTenant }) => {
      const { name, packageUrl, range, ...rest } = input.query;
      const holdsVersion = range === undefined ? undefined : versionTest(range);
      const page = await inTenant((transaction) =>
        listComponents(transaction, { ...rest, name, packageUrl, holdsVersion, cursor: rest.cursor }),
      );
      return { body: { components: [...page.components], next: page.next } };
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/components/:component",
    summary: "Gives a component with its other versions, where they are, and the flaws that are open there.",
    permission: "assets:read",
    input: { parameters: z.object({ component: id }) },
    answer: wholeComponent,
    handle: async ({ input, inTenant }) => {
      const { component } = input.parameters;
      const body = await inTenant((transaction) => readComponent(transaction, component));
      if (body === undefined) throw notFound(component);
      return { body };
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/components/:component/assets",
    summary: "Lists the assets that hold a component now.",
    permission: "assets:read",
    input: { parameters: z.object({ component: id }), query: pageQuery },
    answer: componentAssetList,
    handle: async ({ input, inTenant }) => {
      const { component } = input.parameters;
      const { limit, cursor } = input.query;
      const page = await inTenant((transaction) => listComponentAssets(transaction, component, { limit, cursor }));
      if (page.assets.length === 0 && cursor === undefined) throw notFound(component);
      return { body: { assets: [...page.assets], next: page.next } };
    },
  }),
];

/** A component whose versions have no known order is in no range; a range that is none is the caller's error. */
function versionTest(range: string): NonNullable<ComponentFilter["holdsVersion"]> {
  return ({ ecosystem, version }) => {
    const scheme = schemeOfEcosystem.get(ecosystem) ?? ecosystem;
    if (!isSchemeId(scheme)) return false;
    try {
      return evaluateRange(scheme, range, version, "advisory");
    } catch (error) {
      if (!(error instanceof SekishoError)) throw error;
      if (error.code === "version-invalid") return false;
      throw new SekishoError("request-invalid", error.text, { cause: error });
    }
  };
}

function notFound(component: string): SekishoError {
  return new SekishoError("record-not-found", {
    en: `there is no component ${component} that an asset holds`,
    ja: `コンポーネント ${component} を含む資産はありません。`,
  });
}
