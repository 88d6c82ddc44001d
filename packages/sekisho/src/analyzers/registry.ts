import * as account from "./account/registry.ts";
import * as binary from "./binary/registry.ts";
import type { Analyzer } from "./define.ts";
import * as language from "./language/registry.ts";
import * as lockfile from "./lockfile/registry.ts";
import * as malware from "./malware/registry.ts";
import * as os from "./os/registry.ts";
import * as secret from "./secret/registry.ts";

/** Every analyzer, by id. */
export const analyzers: readonly Analyzer[] = [
  ...Object.values<Analyzer>(account),
  ...Object.values<Analyzer>(binary),
  ...Object.values<Analyzer>(language),
  ...Object.values<Analyzer>(lockfile),
  ...Object.values<Analyzer>(malware),
  ...Object.values<Analyzer>(os),
  ...Object.values<Analyzer>(secret),
].toSorted((left, right) => (left.id < right.id ? -1 : 1));
