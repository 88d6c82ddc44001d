/**
 * Compares our SBOM of three images with what the package managers say of the same root file systems: every package with
 * its version, none missing, none invented.
 *
 * Make the images first: `bench/image/make-images.sh FOLDER`. Then `node bench/image/completeness.ts FOLDER`.
 */
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const [folderName] = process.argv.slice(2);
if (folderName === undefined) throw new Error("expected the folder of make-images.sh, got nothing");
const folder = resolve(folderName);
const cli = fileURLToPath(new URL("../../packages/sekisho/src/cli/main.ts", import.meta.url));

/** What one package manager prints. */
interface Listing {
  readonly image: string;
  /** The program that was asked. */
  readonly asked: string;
  readonly type: string;
  /** `name version`, sorted. */
  readonly expected: readonly string[];
  /** Leaves out packages that the program does not look at. */
  readonly isAsked?: (name: string) => boolean;
}

const debian = join(folder, "debian.rootfs");
const rpm = join(folder, "rpm.rootfs");
const distroless = join(folder, "distroless.rootfs");
const packages = join(debian, "usr/local/lib/python3.11/dist-packages");

for (const listing of [
  {
    image: "debian",
    asked: "dpkg-query -W",
    type: "deb",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a format of dpkg-query
    expected: run("dpkg-query", [`--root=${debian}`, "-W", "-f", "${Package} ${Version}\\n"]),
  },
  {
    image: "debian",
    asked: "npm ls --all",
    type: "npm",
    expected: npmList(join(debian, "opt/web")),
    isAsked: (path) => path.startsWith("opt/web/"),
  },
  {
    image: "debian",
    asked: "pip list --path",
    type: "pypi",
    expected: run("pip", ["list", "--path", packages, "--format", "freeze"]).map((line) =>
      line
        .replace("==", " ")
        .toLowerCase()
        .replaceAll(/[-_.]+(?=.* )/g, "-"),
    ),
    isAsked: (path) => path.startsWith("usr/local/"),
  },
  {
    image: "debian",
    asked: "gem list",
    type: "gem",
    expected: gemList(debian),
  },
  {
    image: "rpm",
    asked: "rpm -qa",
    type: "rpm",
    expected: run("rpm", [
      "--root",
      rpm,
      "--dbpath",
      "/var/lib/rpm",
      "-qa",
      "--qf",
      "%{NAME} %|EPOCH?{%{EPOCH}:}|%{VERSION}-%{RELEASE}\\n",
    ]),
  },
  {
    image: "distroless",
    asked: "status.d",
    type: "deb",
    expected: statusDirectory(join(distroless, "var/lib/dpkg/status.d")),
  },
] satisfies readonly Listing[]) {
  compare(listing);
}

function compare({ image, asked, type, expected, isAsked }: Listing): void {
  const found = new Set(
    inventoryOf(image)
      .filter((component) => component.type === type && component.paths.some((path) => isAsked?.(path) ?? true))
      .map(({ name, version }) => `${name} ${version}`),
  );
  const wanted = new Set(expected);
  const missing = [...wanted].filter((entry) => !found.has(entry));
  const more = [...found].filter((entry) => !wanted.has(entry));
  console.log(
    `${image.padEnd(12)}${asked.padEnd(18)}${String(wanted.size).padStart(5)} listed  ${String(found.size).padStart(5)} found  ${missing.length} missing  ${more.length} more`,
  );
  for (const entry of missing) console.log(`  missing: ${entry}`);
  for (const entry of more) console.log(`  more: ${entry}`);
}

interface Component {
  readonly type: string;
  readonly name: string;
  readonly version: string;
  readonly paths: readonly string[];
}

function inventoryOf(image: string): readonly Component[] {
  const text = execFileSync(process.execPath, [cli, "sbom", join(folder, image), "--format", "cyclonedx"], {
    encoding: "utf8",
    maxBuffer: 1_000_000_000,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const document: unknown = JSON.parse(text);
  return listAt(document, "components").flatMap((component) => {
    const purl = textAt(component, "purl");
    const type = /^pkg:([a-z]+)\//.exec(purl)?.[1];
    if (type === undefined) return [];
    const group = type === "deb" || type === "rpm" ? "" : textAt(component, "group");
    return [
      {
        type,
        name: group === "" ? textAt(component, "name") : `${group}/${textAt(component, "name")}`,
        version: textAt(component, "version"),
        paths: listAt(valueAt(component, "evidence"), "occurrences").map((place) =>
          textAt(place, "location").replace(/^\//, ""),
        ),
      },
    ];
  });
}

function valueAt(document: unknown, name: string): unknown {
  if (typeof document !== "object" || document === null) return undefined;
  return Object.entries(document).find(([key]) => key === name)?.[1];
}

function textAt(document: unknown, name: string): string {
  const value = valueAt(document, name);
  return typeof value === "string" ? value : "";
}

function listAt(document: unknown, name: string): readonly unknown[] {
  const value = valueAt(document, name);
  return Array.isArray(value) ? value : [];
}

function npmList(project: string): readonly string[] {
  const listed = run("npm", ["ls", "--all", "--parseable", "--long", "--prefix", project]);
  // PATH:NAME@VERSION; the project itself is listed, too.
  return [...new Set(listed.map((line) => (line.split(":")[1] ?? "").replace(/@(?=[^@]*$)/, " ")))];
}

function gemList(root: string): readonly string[] {
  const lines = run("chroot", [root, "gem", "list", "--local"]);
  return lines.flatMap((line) => {
    const [, name = "", versions = ""] = /^(\S+) \((.*)\)$/.exec(line) ?? [];
    return versions
      .split(", ")
      .flatMap((version) => (version === "" ? [] : [`${name} ${version.replace("default: ", "")}`]));
  });
}

function statusDirectory(path: string): readonly string[] {
  return existsSync(path)
    ? readdirSync(path).map((name) => {
        const text = readFileSync(join(path, name), "utf8");
        return `${/^Package: (.*)$/m.exec(text)?.[1]} ${/^Version: (.*)$/m.exec(text)?.[1]}`;
      })
    : [];
}

function run(command: string, args: readonly string[]): readonly string[] {
  return execFileSync(command, args, { encoding: "utf8", maxBuffer: 1_000_000_000 })
    .split("\n")
    .filter((line) => line !== "");
}
