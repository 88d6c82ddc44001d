import { expect, test } from "vitest";
import { parseYamlSource } from "../../formats/yaml-source/parse-yaml-source.ts";
import { createManifestSet } from "../kubernetes/create-manifest-set.ts";
import { readObjects } from "../kubernetes/read-objects.ts";
import { findUnreadSeccompProfiles } from "./unread-profiles.ts";

const profile = '{ "defaultAction": "SCMP_ACT_ERRNO" }';

function find(file: string, profilePath: string | undefined): readonly string[] {
  const pod = `apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec: { containers: [{ name: app, securityContext: { seccompProfile: { type: Localhost, localhostProfile: ${file} } } }] }\n`;
  const objects = [
    ...readObjects(parseYamlSource(pod), { path: "pod.yaml" }).objects,
    ...(profilePath === undefined ? [] : readObjects(parseYamlSource(profile), { path: profilePath }).objects),
  ];
  const set = createManifestSet(objects);
  return set.templates.flatMap((template) => findUnreadSeccompProfiles(template, set).map(({ pointer }) => pointer));
}

const pointer = "/spec/containers/0/securityContext/seccompProfile/localhostProfile";

// Kubernetes documentation: localhostProfile is a path below the kubelet's seccomp folder, which is not the repository's.
test.each([
  { name: "no profile at all", file: "app.json", profilePath: undefined, expected: [pointer] },
  { name: "the file, in another folder", file: "profiles/app.json", profilePath: "seccomp/app.json", expected: [] },
  { name: "another file", file: "profiles/app.json", profilePath: "app-2.json", expected: [pointer] },
  { name: "a file that ends alike", file: "app.json", profilePath: "my-app.json", expected: [pointer] },
  { name: "a folder", file: "app.json/", profilePath: "app.json", expected: [pointer] },
  { name: "a path upwards", file: "../../../etc/shadow", profilePath: "app.json", expected: [pointer] },
  { name: "no text", file: "[app.json]", profilePath: "app.json", expected: [pointer] },
])("$name", ({ file, profilePath, expected }) => {
  const found = find(file, profilePath);

  expect(found).toEqual(expected);
});
