import { parseFileChecksums } from "../../formats/dpkg/parse-file-checksums.ts";
import type { Fact } from "../../model/fact.ts";
import { packageOfInfoFile } from "../../semantics/os-packages/info-file.ts";
import { defineAnalyzer } from "../define.ts";

/** Reads the checksums that a package of Debian brought for its files; in distroless images they are its file list, too. */
export const dpkgFileChecksums = defineAnalyzer({
  id: "os/dpkg-file-checksums",
  version: 1,
  finds: ["fact"],
  scope: "installed",
  packageTypes: ["deb"],
  paths: ["var/lib/dpkg/{info,status.d}/*.md5sums"],
  maxBytes: 16 * 1024 * 1024,
  analyze({ path, bytes }) {
    const { entries, diagnostics } = parseFileChecksums(path, bytes.toString("utf8"));
    if (entries.length === 0) return { diagnostics };
    const owner = packageOfInfoFile(path, ".md5sums");
    const facts: Fact[] = [{ kind: "file-checksums", type: "deb", ...owner, algorithm: "md5", entries }];
    if (path.includes("/status.d/")) {
      const paths = entries.filter((_, index) => index % 2 === 0);
      facts.push({ kind: "file-list", type: "deb", ...owner, paths });
    }
    return { facts, diagnostics };
  },
});
