import type { AnalyzerResult } from "../../model/analysis.ts";
import type { FoundPackage } from "../../model/package.ts";
import { defineAnalyzer } from "../define.ts";

/** A file in which a product that is unpacked rather than installed says its version. */
interface VersionFile {
  readonly product: string;
  readonly vendor: string;
  /** Matches the path. */
  readonly path: RegExp;
  /** The version is the first group. */
  readonly text: RegExp;
}

const knownFiles: readonly VersionFile[] = [
  { product: "openjdk", vendor: "oracle", path: /(?:^|\/)release$/, text: /^JAVA_RUNTIME_VERSION="([^"\s]+)"/m },
  { product: "openjdk", vendor: "oracle", path: /(?:^|\/)release$/, text: /^JAVA_VERSION="([^"\s]+)"/m },
  {
    product: "go",
    vendor: "golang",
    path: /(?:^|\/)go[\d.]*\/VERSION$/,
    text: /^go(1\.\d+(?:\.\d+)?(?:(?:rc|beta)\d+)?)\s/,
  },
  { product: "erlang", vendor: "erlang", path: /\/releases\/\d+\/OTP_VERSION$/, text: /^(\d+\.\d+(?:\.\d+)*)\s*$/ },
  {
    product: "elixir",
    vendor: "elixir-lang",
    path: /(?:^|\/)elixir[\d.]*\/VERSION$/,
    text: /^(\d+\.\d+\.\d+(?:-[\w.]+)?)\s*$/,
  },
  { product: "rabbitmq", vendor: "vmware", path: /\/rabbit\.app$/, text: /\{vsn, ?"(\d+\.\d+\.\d+[\w.+-]*)"\}/ },
  {
    product: "wordpress",
    vendor: "wordpress",
    path: /(?:^|\/)wp-includes\/version\.php$/,
    text: /^\$wp_version\s*=\s*'([\d.]+[\w.-]*)'/m,
  },
  {
    product: "python",
    vendor: "python",
    path: /(?:^|\/)include\/python[\d.]+\w*\/patchlevel\.h$/,
    text: /^#define PY_VERSION\s+"(\d+\.\d+\.\d+\w*)\+?"/m,
  },
  {
    product: "node",
    vendor: "nodejs",
    path: /(?:^|\/)include\/node\/node_version\.h$/,
    text: /^#define NODE_MAJOR_VERSION (\d+\n#define NODE_MINOR_VERSION \d+\n#define NODE_PATCH_VERSION \d+)$/m,
  },
];

/** Reads the version of what is unpacked from an archive of its project, where it has a file for it. */
export const versionFiles = defineAnalyzer({
  id: "binary/version-files",
  version: 1,
  finds: ["package"],
  scope: "installed",
  packageTypes: ["generic"],
  paths: [
    "**/release",
    "**/go*/VERSION",
    "**/elixir*/VERSION",
    "**/releases/*/OTP_VERSION",
    "**/rabbit.app",
    "**/wp-includes/version.php",
    "**/include/python*/patchlevel.h",
    "**/include/node/node_version.h",
  ],
  maxBytes: 256 * 1024,
  analyze(file): AnalyzerResult {
    const candidates = knownFiles.filter(({ path }) => path.test(file.path));
    if (candidates.length === 0) return {};
    const text = file.bytes.toString("utf8");
    for (const { product, vendor, text: pattern } of candidates) {
      const written = pattern.exec(text)?.[1];
      if (written !== undefined) return { packages: [describe(product, vendor, written)] };
    }
    return {};
  },
});

/** A header that defines the three numbers apart gives them with the lines between. */
function describe(name: string, vendor: string, written: string): FoundPackage {
  const version = written.replace(/\s*#define \w+ /g, ".");
  return { type: "generic", name, version, vendor, confidence: "likely" };
}
