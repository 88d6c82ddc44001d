import { compareSemanticVersions, parseSemanticVersion, type SemanticVersion } from "./order/semantic-version.ts";
import type { VersionScheme } from "./scheme.ts";

/** Orders versions of Erlang and Elixir packages as Elixir's `Version` does; build metadata has no part in it. */
export const hex: VersionScheme<SemanticVersion> = {
  id: "hex",
  source: "Elixir documentation, module Version",
  parse: parseSemanticVersion,
  compare: compareSemanticVersions,
};
