import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { AnalyzerResult } from "../../model/analysis.ts";
import type { FileAnalyzer } from "../define.ts";
import { dpkgFileList } from "./dpkg-file-list.ts";
import { dpkgStatus } from "./dpkg-status.ts";
import { rpm } from "./rpm.ts";

const status = "/var/lib/dpkg/status";
const hasDpkg = existsSync(status) && spawnSync("dpkg-query", ["--version"]).status === 0;
const hasRpm = spawnSync("rpm", ["--version"]).status === 0 && spawnSync("rpmbuild", ["--version"]).status === 0;

function analyze(analyzer: FileAnalyzer, path: string, file: string): AnalyzerResult {
  const bytes = readFileSync(file);
  const log = `${file}-wal`;
  const companions = existsSync(log) ? { companions: new Map([["-wal", readFileSync(log)]]) } : {};
  return analyzer.analyze({ path, mode: 0o644, userId: 0, size: bytes.length, bytes, ...companions });
}

function linesOf({ packages = [] }: AnalyzerResult): readonly string[] {
  return packages.map(({ name, version, architecture }) => `${name} ${version} ${architecture}`).toSorted();
}

function run(command: string, ...options: readonly string[]): readonly string[] {
  const output = execFileSync(command, options, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  return output.split("\n").filter((line) => line !== "");
}

test.skipIf(!hasDpkg)(
  "the packages of this machine are those of dpkg-query (skipped where it is not installed)",
  () => {
    const format = "${db:Status-Status} ${Package} ${Version} ${Architecture}\n";
    const expected = run("dpkg-query", "-W", "-f", format).filter((line) => line.startsWith("installed "));

    const result = analyze(dpkgStatus, "var/lib/dpkg/status", status);

    expect(result.diagnostics).toEqual([]);
    expect(linesOf(result)).toEqual(expected.map((line) => line.slice("installed ".length)).toSorted());
  },
);

test.skipIf(!hasDpkg)("the files of dpkg are those that dpkg-query lists (skipped where it is not installed)", () => {
  const listed = run("dpkg-query", "-L", "dpkg").map((path) => path.slice(1));
  const isDirectory = (path: string) => listed.some((other) => other.startsWith(`${path}/`));

  const [fact] = analyze(dpkgFileList, "var/lib/dpkg/info/dpkg.list", "/var/lib/dpkg/info/dpkg.list").facts ?? [];

  const paths = fact?.kind === "file-list" ? fact.paths : [];
  expect(listed).toEqual(expect.arrayContaining([...paths]));
  expect(paths).toEqual(expect.arrayContaining(listed.filter((path) => path !== "." && !isDirectory(path))));
});

test.skipIf(!hasRpm)(
  "packages that rpm installed are those of rpm -qa (skipped where rpmbuild is not installed)",
  () => {
    const folder = mkdtempSync(join(tmpdir(), "sekisho-rpm-"));
    try {
      const names = ["alpha", "beta", "gamma"];
      for (const name of names) buildPackage(folder, name);
      const database = join(folder, "db");
      mkdirSync(database);
      const files = names.map((name) => join(folder, "RPMS/noarch", `${name}-1.2-3.noarch.rpm`));
      run("rpm", "--dbpath", database, "--define", "_db_backend sqlite", "-i", "--justdb", "--nodeps", ...files);
      const format = "%{NAME} %{EPOCH}:%{VERSION}-%{RELEASE} %{ARCH}\n";
      const expected = run("rpm", "--dbpath", database, "-qa", "--qf", format).toSorted();
      const expectedFiles = run("rpm", "--dbpath", database, "-ql", "alpha").map((path) => path.slice(1));

      const result = analyze(rpm, "usr/lib/sysimage/rpm/rpmdb.sqlite", join(database, "rpmdb.sqlite"));

      expect(expected).toHaveLength(3);
      expect(result.diagnostics).toEqual([]);
      expect(linesOf(result)).toEqual(expected);
      const alpha = result.packages?.find(({ name }) => name === "alpha");
      expect(alpha?.files).toEqual(expectedFiles.filter((path) => path !== "usr/share/alpha"));
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
  60_000,
);

function buildPackage(folder: string, name: string): void {
  const specification = join(folder, `${name}.spec`);
  const lines = [
    `Name: ${name}`,
    "Version: 1.2",
    "Release: 3",
    "Epoch: 2",
    "Summary: small",
    "License: MIT",
    "BuildArch: noarch",
    "%description",
    "small",
    "%install",
    `mkdir -p %{buildroot}/usr/share/${name}`,
    `echo ${name} > %{buildroot}/usr/share/${name}/data`,
    "%files",
    `%dir /usr/share/${name}`,
    `/usr/share/${name}/data`,
    `%ghost /var/log/${name}`,
  ];
  writeFileSync(specification, `${lines.join("\n")}\n`);
  run("rpmbuild", "-bb", "--define", `_topdir ${folder}`, specification);
}
