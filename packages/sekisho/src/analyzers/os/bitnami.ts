import type { FoundPackage } from "../../model/package.ts";
import { defineAnalyzer } from "../define.ts";

const purlStart = "pkg:bitnami/";

/** Reads the components of images of Bitnami, each of which brings an SPDX document of its own. */
export const bitnami = defineAnalyzer({
  id: "os/bitnami",
  version: 1,
  finds: ["package"],
  scope: "installed",
  packageTypes: ["bitnami"],
  paths: ["opt/bitnami/**/.spdx-*.spdx"],
  maxBytes: 16 * 1024 * 1024,
  analyze({ path, bytes }) {
    const listed = readList(bytes.toString("utf8"));
    if (listed !== undefined) return { packages: listed.flatMap(toPackage) };
    const message = {
      en: "Expected an SPDX document in JSON with a list of packages. The file is left out.",
      ja: "パッケージの一覧を持つ JSON 形式の SPDX 文書を想定しました。このファイルは読み飛ばしました。",
    };
    return { diagnostics: [{ code: "bitnami/no-document", level: "error", message, location: { path } }] };
  },
});

function readList(text: string): readonly unknown[] | undefined {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return undefined;
  }
  const packages = fieldOf(document, "packages");
  return Array.isArray(packages) ? packages : undefined;
}

/** Gives what is a component of Bitnami itself; the libraries inside have package URLs of their own ecosystems. */
function toPackage(listed: unknown): readonly FoundPackage[] {
  const references = fieldOf(listed, "externalRefs");
  const locators = Array.isArray(references)
    ? references.map((reference) => textOf(reference, "referenceLocator"))
    : [];
  const purl = locators.find((locator) => locator?.startsWith(purlStart));
  const [, name, version] = /^([^@?#]+)@([^?#]+)/.exec(purl?.slice(purlStart.length) ?? "") ?? [];
  if (purl === undefined || name === undefined || version === undefined) return [];
  const architecture = /[?&]arch=([^&#]+)/.exec(purl)?.[1];
  const license = [textOf(listed, "licenseConcluded"), textOf(listed, "licenseDeclared")].find(
    (text) => text !== undefined && text !== "NOASSERTION" && text !== "NONE",
  );
  const plain = decode(version);
  return [
    {
      type: "bitnami",
      name: decode(name),
      version: plain,
      ...(architecture === undefined ? {} : { architecture }),
      ...(license === undefined ? {} : { licenses: [license] }),
    },
  ];
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A percent sign that encodes nothing stands for itself.
    return text;
  }
}

function textOf(value: unknown, name: string): string | undefined {
  const field = fieldOf(value, name);
  return typeof field === "string" ? field : undefined;
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined;
}
