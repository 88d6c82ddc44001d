import { expect, test } from "vitest";
import { createManifestSet } from "../../semantics/kubernetes/create-manifest-set.ts";
import { readObjects } from "../../semantics/kubernetes/read-objects.ts";
import { type Configuration, defaultConfiguration } from "../configuration/configuration.ts";
import { prepareConfigured } from "../exceptions.ts";
import { manifestChecks } from "../manifest-checks.ts";
import { planChecks } from "../plan.ts";
import { judgeManifests } from "./judge-manifests.ts";
import { createManifestAcceptance } from "./manifest-acceptance.ts";
import { toManifestFindings } from "./manifest-findings.ts";
import { parseManifest } from "./read-manifest.ts";

const today = "2027-01-31";

/** Every check, the optional ones too: none of them may show what another one hides. */
const configuration: Configuration = { ...defaultConfiguration, enable: manifestChecks.map(({ id }) => id) };

function examine(text: string) {
  const parsed = parseManifest("a.yaml", text);
  const { objects } = readObjects(parsed.documents, { path: "a.yaml" });
  const { violations } = judgeManifests(createManifestSet(objects), planChecks(manifestChecks, configuration));
  return toManifestFindings(violations, {
    language: "en",
    controlsOf: () => [],
    objects,
    pathsWithExceptions: [],
    parse: () => parsed,
    acceptance: createManifestAcceptance({ configuration, configured: prepareConfigured([], today), today }),
  }).findings;
}

const container = "apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec:\n  hostNetwork: true\n  containers:\n";

test.each([
  {
    name: "a variable",
    text: `${container}    - name: a\n      env:\n        - name: DB_PASSWORD\n          value: tangerine\n`,
  },
  {
    name: "all on one line",
    text: `${container}    - { name: a, privileged: true, env: [{ name: DB_PASSWORD, value: tangerine }] }\n`,
  },
  {
    name: "an anchor used twice",
    text: `${container}    - name: a\n      env: &e\n        - name: DB_PASSWORD\n          value: tangerine\n    - name: b\n      env: *e\n`,
  },
  {
    name: "a variable that is set twice",
    text: `${container}    - { name: a, env: [{ name: TOKEN, value: tangerine }, { name: TOKEN, value: tangerine2 }] }\n`,
  },
  { name: "an argument", text: `${container}    - name: a\n      args: [--password, tangerine]\n` },
  {
    name: "a block of a Secret",
    text: "apiVersion: v1\nkind: Secret\nmetadata: { name: a }\nstringData:\n  password: |\n    tangerine\n    tangerine\n",
  },
  {
    name: "a quoted value over two lines",
    text: 'apiVersion: v1\nkind: Secret\nmetadata: { name: a }\nstringData: { password: "tangerine\n  tangerine" }\n',
  },
  {
    name: "JSON",
    text: '{"apiVersion":"v1","kind":"Secret","metadata":{"name":"a","labels":{"a b":"c"}},"stringData":{"password":"tangerine"}}',
  },
  {
    name: "a ConfigMap",
    text: "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndata: { password: tangerine }\n",
  },
])("no finding shows the secret: $name", ({ text }) => {
  const findings = examine(text);

  expect(findings.filter(({ kind }) => kind === "secret").length).toBeGreaterThan(0);
  expect(JSON.stringify(findings)).not.toContain("tangerine");
});
