import { parseDescription } from "../../formats/pacman/parse-description.ts";
import type { FoundPackage, Requirement } from "../../model/package.ts";
import { defineAnalyzer } from "../define.ts";

/** Reads the packages of Arch Linux and its derivatives: a directory with a description for each. */
export const alpm = defineAnalyzer({
  id: "os/alpm",
  version: 1,
  finds: ["package"],
  scope: "installed",
  packageTypes: ["alpm"],
  paths: ["var/lib/pacman/local/*/desc"],
  maxBytes: 4 * 1024 * 1024,
  analyze({ path, bytes }) {
    const sections = parseDescription(bytes.toString("utf8"));
    const value = (name: string) => sections.get(name)?.[0];
    const [name, version] = [value("NAME"), value("VERSION")];
    if (name === undefined || version === undefined) {
      const message = {
        en: "Expected the sections %NAME% and %VERSION%. The package is left out.",
        ja: "%NAME% と %VERSION% の項目を想定しましたが、ありませんでした。このパッケージは読み飛ばしました。",
      };
      return { diagnostics: [{ code: "alpm/incomplete-record", level: "error", message, location: { path } }] };
    }
    const [architecture, vendor] = [value("ARCH"), value("PACKAGER")];
    const licenses = sections.get("LICENSE") ?? [];
    const requires = (sections.get("DEPENDS") ?? []).map(toRequirement);
    const provides = (sections.get("PROVIDES") ?? []).map((provided) => toRequirement(provided).name);
    const found: FoundPackage = {
      type: "alpm",
      name,
      version,
      ...(architecture === undefined ? {} : { architecture }),
      source: { name: value("BASE") ?? name, version },
      ...(licenses.length === 0 ? {} : { licenses }),
      ...(vendor === undefined ? {} : { vendor }),
      ...(requires.length === 0 ? {} : { requires }),
      ...(provides.length === 0 ? {} : { provides }),
    };
    return { packages: [found] };
  },
});

/** Splits `glibc>=2.38`. */
function toRequirement(text: string): Requirement {
  const operator = text.search(/[<>=]/);
  return operator < 1 ? { name: text } : { name: text.slice(0, operator), range: text.slice(operator) };
}
