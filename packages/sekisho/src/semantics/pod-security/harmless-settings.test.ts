import { describe, expect, test } from "vitest";
import { parseYamlSource } from "../../formats/yaml-source/parse-yaml-source.ts";
import { createManifestSet } from "../kubernetes/create-manifest-set.ts";
import { readObjects } from "../kubernetes/read-objects.ts";
import { gainsNoPrivileges, hasAnyway, isUsedToDefaultProfile } from "./harmless-settings.ts";

function container(securityContext: string, pod = "") {
  const text = `kind: Pod\napiVersion: v1\nmetadata: { name: a }\nspec: { ${pod} containers: [{ name: a, securityContext: { ${securityContext} } }] }`;
  const { templates } = createManifestSet(readObjects(parseYamlSource(text), { path: "a.yaml" }).objects);
  const [found] = templates[0]?.containers ?? [];
  if (found === undefined) throw new Error("there is no container");
  return found;
}

describe("what cannot change how a container runs", () => {
  // Decided by hand from capabilities(7) and the defaults of CRI-O, containerd and Docker.
  test.each([
    { name: "nothing is set", context: "", profile: true, bare: false },
    { name: "privileged", context: "privileged: true", profile: false, bare: false },
    {
      name: "a capability of every runtime",
      context: "capabilities: { add: [CAP_CHOWN] }",
      profile: true,
      bare: false,
    },
    { name: "a capability beyond", context: "capabilities: { add: [SYS_PTRACE] }", profile: false, bare: false },
    {
      name: "one that containerd gives and CRI-O does not",
      context: "capabilities: { add: [NET_RAW] }",
      profile: false,
      bare: false,
    },
    { name: "unmasked /proc", context: "procMount: Unmasked", profile: false, bare: false },
    { name: "Windows", context: "", pod: "os: { name: windows },", profile: false, bare: false },
    {
      name: "no root, nothing left",
      context: "runAsUser: 1000, capabilities: { drop: [ALL] }",
      profile: true,
      bare: true,
    },
    {
      name: "no root by the pod",
      context: "capabilities: { drop: [all] }",
      pod: "securityContext: { runAsNonRoot: true },",
      profile: true,
      bare: true,
    },
    {
      name: "no root, but something is left",
      context: "runAsUser: 1000, capabilities: { drop: [ALL], add: [SETUID] }",
      profile: true,
      bare: false,
    },
    {
      name: "root that is not refused by number",
      context: "runAsUser: 0, runAsNonRoot: true, capabilities: { drop: [ALL] }",
      profile: true,
      bare: false,
    },
    {
      name: "only some are dropped",
      context: "runAsUser: 1000, capabilities: { drop: [NET_RAW] }",
      profile: true,
      bare: false,
    },
  ])("$name", ({ context, pod, profile, bare }) => {
    const found = container(context, pod);

    expect({ profile: isUsedToDefaultProfile(found), bare: gainsNoPrivileges(found) }).toEqual({ profile, bare });
  });

  test.each([
    { name: "given by every runtime", context: "", capability: "CHOWN", expected: true },
    { name: "written with its prefix", context: "", capability: "CAP_SETUID", expected: true },
    { name: "dropped with all", context: "capabilities: { drop: [ALL] }", capability: "CHOWN", expected: false },
    { name: "dropped by name", context: "capabilities: { drop: [CAP_CHOWN] }", capability: "CHOWN", expected: false },
    { name: "not given by every runtime", context: "", capability: "MKNOD", expected: false },
  ])("a capability that is $name", ({ context, capability, expected }) => {
    expect(hasAnyway(container(context), capability)).toBe(expected);
  });
});
