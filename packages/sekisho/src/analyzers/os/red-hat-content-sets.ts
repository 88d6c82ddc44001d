import { defineAnalyzer } from "../define.ts";

/** Reads which repositories of Red Hat an image was built with: its advisories differ from one to the next. */
export const redHatContentSets = defineAnalyzer({
  id: "os/red-hat-content-sets",
  version: 1,
  finds: ["fact"],
  scope: "installed",
  paths: [
    "root/buildinfo/content_manifests/*.json",
    "usr/share/buildinfo/content_manifests/*.json",
    "usr/share/buildinfo/content-sets.json",
  ],
  maxBytes: 4 * 1024 * 1024,
  analyze({ path, bytes }) {
    const names = readNames(bytes.toString("utf8"));
    if (names !== undefined) return names.length === 0 ? {} : { facts: [{ kind: "content-sets", names }] };
    const message = {
      en: "Expected a JSON object with a list of names in content_sets. The file is left out.",
      ja: "content_sets に名前の一覧を持つ JSON オブジェクトを想定しました。このファイルは読み飛ばしました。",
    };
    return { diagnostics: [{ code: "red-hat/content-sets", level: "error", message, location: { path } }] };
  },
});

function readNames(text: string): readonly string[] | undefined {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof document !== "object" || document === null) return undefined;
  // Manifests that were made from a Dockerfile without repositories of Red Hat have none.
  const names: unknown = "content_sets" in document ? document.content_sets : [];
  return Array.isArray(names) ? names.filter((name) => typeof name === "string") : undefined;
}
